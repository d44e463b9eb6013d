"""Why a file in which something is wrong is not taken, by what is wrong with it."""

from collections.abc import Mapping

from competition.foundation.errors import Refusal
from documents.inspecting.facts import Fault


class FileEncrypted(Refusal):
    """A password is needed to open the file."""

    code = "file-encrypted"


class FileDamaged(Refusal):
    """The file cannot be read."""

    code = "file-damaged"


class FileTooCostly(Refusal):
    """Looking into the file took too long."""

    code = "file-too-costly"


class FileBomb(Refusal):
    """The file unpacks to very much more than it is."""

    code = "file-bomb"


class FileTooManyFiles(Refusal):
    """The file holds more files than are taken."""

    code = "file-too-many-files"


class FileHasDefinitions(Refusal):
    """The file declares entities, as no program writes them into documents."""

    code = "file-has-definitions"


class FileHasMacros(Refusal):
    """The file holds a program of its own."""

    code = "file-has-macros"


class FileTooManyPages(Refusal):
    """The file has more pages than are taken."""

    code = "file-too-many-pages"


class FileUnsafeNames(Refusal):
    """The container holds files whose names lead out of it."""

    code = "file-unsafe-names"


class FileNoPages(Refusal):
    """The file has no page."""

    code = "file-no-pages"


class FileWithoutFiles(Refusal):
    """The container holds no file."""

    code = "file-without-files"


class FileTooManyDots(Refusal):
    """The picture has more dots than are taken."""

    code = "file-too-many-dots"


REFUSALS: Mapping[Fault, type[Refusal]] = {
    Fault.ENCRYPTED: FileEncrypted,
    Fault.DAMAGED: FileDamaged,
    Fault.TOO_COSTLY: FileTooCostly,
    Fault.BOMB: FileBomb,
    Fault.TOO_MANY_FILES: FileTooManyFiles,
    Fault.DEFINITIONS: FileHasDefinitions,
    Fault.MACROS: FileHasMacros,
    Fault.TOO_MANY_PAGES: FileTooManyPages,
    Fault.UNSAFE_NAMES: FileUnsafeNames,
    Fault.NO_PAGES: FileNoPages,
    Fault.NO_FILES: FileWithoutFiles,
    Fault.TOO_MANY_DOTS: FileTooManyDots,
}
