"""Made-up answers by the sections of the form (RULES §7), for the demonstration's applications."""

from collections.abc import Mapping

HALF: Mapping[str, str] = {
    "applicant": "Biedrība „Piemērs”, reģ. Nr. 40008999014, Parauga iela 1, Liepāja. E-pasts: ngo@example.org.",
    "project": "Pagalma darbnīca. Liepāja, 01.10.–31.12. Ilgums: 3 mēneši.",
    "aim": "Jaunieši paši iekārto darbnīcu, kur pēc stundām var labot velosipēdus un palīdzēt cits citam mācībās.",
    "target-group": "Kopā 18 izglītojamo no 7. līdz 9. klasei, no tiem 11 PMP riska grupā.",
}

WHOLE: Mapping[str, str] = {
    "applicant": "Biedrība „Piemērs”, reģ. Nr. 40008999014, Parauga iela 1, Liepāja. E-pasts: ngo@example.org.",
    "group": "Jauniešu iniciatīvu grupa „Paraugs”: seši 8.–10. klases skolēni, kuri sagatavoja projekta ideju.",
    "partners": "Parauga vidusskola: telpas un pedagoga palīga atbalsts divreiz nedēļā.",
    "project": "Stāsti no mūsu ielas. Liepāja, 01.10.–31.03. Ilgums: 6 mēneši.",
    "aim": "Jaunieši, kuri bieži kavē skolu, vāc un ieraksta savas apkaimes stāstus. Kopīgs darbs ar redzamu rezultātu "
    "palīdz atgūt paļāvību uz savām spējām un vēlmi turpināt mācības.",
    "target-group": "Kopā 24 izglītojamie no 7. līdz 12. klasei, no tiem 15 PMP riska grupā.",
    "activities": "1. Intervēšanas un skaņas ieraksta darbnīcas (oktobris–novembris, skolā, 24 dalībnieki). "
    "2. Stāstu vākšana apkaimē (novembris–janvāris). 3. Raidieraksta sešu sēriju izveide (janvāris–marts). "
    "4. Noslēguma klausīšanās vakars pagalmā (marts).",
    "results": "Seši raidieraksta stāsti, klausīšanās vakars ar vismaz 60 apmeklētājiem; pierādījumi: ieraksti, "
    "dalībnieku skaits nodarbībās, klases audzinātāju atsauksmes par kavējumiem.",
    "team": "Projekta vadītāja ar piecu gadu pieredzi darbā ar jaunatni, skaņu režisors, divi jaunieši – līdzvadītāji.",
    "publicity": "Katrā sērijā un plakātos norādīts programmas atbalsts; stāsti publicēti biedrības tīmekļvietnē.",
    "risks": "Jaunieši pārtrauc dalību: nodarbības divos laikos, sarunas ar vecākiem. Slikts laiks: vakars zālē.",
    "funding": "Vienreizējais maksājums 4600,00 EUR.",
    "declarations": "Apliecinām, ka ziņas ir patiesas un personas dati iekļauti tikai nepieciešamajā apjomā.",
}


def whole_for(applicant: str, title: str, idea: str) -> dict[str, str]:
    """A whole set of answers for another invented applicant: its own title and idea, the rest as in the sample."""
    own = {
        "applicant": f"{applicant}, Parauga iela 2, Liepāja. E-pasts: pieteikums@example.org.",
        "project": f"{title}. Liepāja, 01.10.–31.03. Ilgums: 6 mēneši.",
        "aim": idea,
    }
    return {**WHOLE, **own}
