"""Why a file is not taken, and why a form that came back from Word is not read."""

from flask_babel import lazy_gettext as _l

from app.answers.answer import Answer

ANSWERS: dict[str, Answer] = {
    "file-empty": Answer(_l("The file “%(name)s” is empty; see whether it was saved, and choose it again."), 422),
    "file-kind-unknown": Answer(_l("Files such as “%(name)s” are not taken; save it as one of these: %(kinds)s."), 422),
    "file-kind-not-here": Answer(
        _l("Files such as “%(name)s” are not taken at this place; save it as one of these: %(kinds)s."), 422
    ),
    "file-misnamed": Answer(
        _l(
            "By its content the file “%(name)s” is a %(found)s file. Change its name so that it ends in “.%(ending)s”,"
            " and choose it again."
        ),
        422,
    ),
    "file-old-word": Answer(
        _l(
            "The file “%(name)s” is of the kind %(found)s, which is not taken. Open it, choose “Save as” and the kind"
            " “PDF” or “Word document (.docx)”, and choose the new file here."
        ),
        422,
    ),
    "file-other-picture": Answer(
        _l(
            "The picture “%(name)s” is of the kind %(found)s, which is not taken. Open it, choose “Save as” or “Export”"
            " and the kind JPG, and choose the new file here."
        ),
        422,
    ),
    "file-of-another-program": Answer(
        _l(
            "The file “%(name)s” is of the kind %(found)s, which is not taken. Open it, choose “Save as” or “Export”"
            " and the kind PDF, and choose the new file here."
        ),
        422,
    ),
    "file-archive": Answer(
        _l(
            "The file “%(name)s” is an archive (%(found)s), and archives are not taken. Unpack it, and choose the files"
            " in it one by one."
        ),
        422,
    ),
    "file-other-container": Answer(
        _l(
            "The file “%(name)s” is signed electronically, of the kind %(found)s, which is not taken. Save the document"
            " from it in the program with which you sign, sign it anew as .edoc or .asice, and choose that file."
        ),
        422,
    ),
    "file-not-as-named": Answer(
        _l(
            "The file “%(name)s” is named as a %(kind)s file, but its content is not %(kind)s;"
            " save it anew from the program that made it."
        ),
        422,
    ),
    "file-cut-off": Answer(
        _l("The file is damaged or its end is missing; open it to see whether it is whole, and choose it again."), 422
    ),
    "file-too-large-here": Answer(
        _l("The file “%(name)s” is larger than the %(largest)s MB that this place takes; save its pictures smaller."),
        413,
    ),
    "file-too-large": Answer(
        _l("The file “%(name)s” is larger than %(largest)s MB; save its pictures smaller, or split it."), 413
    ),
    "file-encrypted": Answer(
        _l("The file “%(name)s” opens with a password only; save it without one, and choose it again."), 422
    ),
    "file-damaged": Answer(
        _l("The file “%(name)s” cannot be read; open it to see whether it is whole, and save it anew."), 422
    ),
    "file-too-costly": Answer(
        _l("The file “%(name)s” is too intricate to be checked; save it more simply, for example printed as a PDF."),
        422,
    ),
    "file-bomb": Answer(
        _l("The file “%(name)s” unpacks to very much more than it is, so it is not taken; save it anew."), 422
    ),
    "file-too-many-files": Answer(
        _l("The file “%(name)s” holds more files than are taken; put fewer into it, or send several."), 422
    ),
    "file-has-definitions": Answer(
        _l(
            "The file “%(name)s” holds definitions of its own (DTD entities), as no program writes them, so it is not"
            " taken; save it anew from the program that made it."
        ),
        422,
    ),
    "file-has-macros": Answer(
        _l("The file “%(name)s” holds macros; save it without them, for example as PDF or as a plain .docx."), 422
    ),
    "file-too-many-pages": Answer(
        _l("The file “%(name)s” has more pages than are taken; send only those that are asked for."), 422
    ),
    "file-unsafe-names": Answer(
        _l("In the container “%(name)s” files are named so that they cannot be shown safely; make it anew."), 422
    ),
    "file-no-pages": Answer(_l("The file “%(name)s” has no page; see whether it was saved, and choose it again."), 422),
    "file-without-files": Answer(
        _l(
            "There is no file in the container “%(name)s”; put the document into it, sign it anew, and choose the new"
            " container."
        ),
        422,
    ),
    "file-too-many-dots": Answer(
        _l("The picture “%(name)s” has more than 80 million dots; save it smaller, and choose it again."), 422
    ),
    "file-infected": Answer(
        _l(
            "A virus was found in the file “%(name)s” (%(virus)s), so it is not taken;"
            " have the device looked at on which it was made."
        ),
        422,
    ),
    "file-withheld": Answer(
        _l("A virus was found in the file “%(name)s” (%(virus)s): it is given to nobody."),
        409,
        advice=_l(
            "It was found after the file had come. Whoever attached it can attach a file without a virus while the form"
            " is open; after that the coordinator asks the applicant for it."
        ),
    ),
    "file-not-scanned-yet": Answer(
        _l("The file “%(name)s” still has to be looked through for viruses; come back in some minutes."),
        409,
    ),
    "file-lost": Answer(
        _l("The portal has lost the file “%(name)s”."),
        404,
        advice=_l(
            "What you did is not the cause. The organiser sees it on their desk within the hour; the file is brought"
            " back from a backup, or attached once more. Come back later, or ask the organiser."
        ),
    ),
    "word-form-unknown": Answer(
        _l(
            "In the file “%(name)s” there is no application form of this portal. Download the form as Word, fill that"
            " file in, and choose it."
        ),
        422,
    ),
    "word-form-of-another-call": Answer(
        _l(
            "The file “%(name)s” is the form of another call: %(call)s. Download the form of this application as Word,"
            " and copy your answers into it."
        ),
        422,
    ),
    "word-is-old": Answer(
        _l(
            "The file “%(name)s” is of an older kind (DOC or RTF). Open it, choose “Save as” and the kind “Word"
            " document (.docx)”, and choose the new file here."
        ),
        422,
    ),
    "word-is-none": Answer(
        _l("The file “%(name)s” is no Word file. Choose the Word file (.docx) in which you filled in the form."), 422
    ),
    "word-is-pdf": Answer(
        _l(
            "The file “%(name)s” is a PDF, and answers cannot be read from it. Choose the Word file (.docx) from which"
            " it was made."
        ),
        422,
    ),
    "word-is-odt": Answer(
        _l(
            "The file “%(name)s” is of the kind ODT. Open it, choose “Save as” and the kind “Word 2007–365 (.docx)”,"
            " and choose the new file here."
        ),
        422,
    ),
    "word-is-locked": Answer(
        _l("The file “%(name)s” is protected by a password. Open it, take the password off, save it, and choose it."),
        422,
    ),
    "word-has-macros": Answer(
        _l(
            "The file “%(name)s” may hold programs (macros) and is not read. Open it, save it as the kind “Word"
            " document (.docx)”, and choose the new file here."
        ),
        422,
    ),
    "word-unsafe": Answer(
        _l(
            "The file “%(name)s” is built in a way that takes too much to read. Download the form as Word anew, copy"
            " your answers into it as text, and choose that file."
        ),
        422,
    ),
}
