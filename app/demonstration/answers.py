"""Made-up answers to the questions of the form (RULES §7), for the demonstration's applications."""

from collections.abc import Mapping
from datetime import date

from competition.form.answers import YES
from competition.form.several import rows_text

BEGUN: Mapping[str, str] = {
    "aim-goal": "Jaunieši iekārto darbnīcu, kur pēc stundām var labot velosipēdus un mopēdus.",
    "target-all": "20",
}
HALF: Mapping[str, str] = {
    "applicant-address": "Parauga iela 1, Liepāja, LV-3401",
    "applicant-email": "ngo@example.org",
    "applicant-phone": "+371 6000 0010",
    "project-place": "Liepāja, Parauga apkaime",
    "aim-goal": "Jaunieši paši iekārto darbnīcu, kur pēc stundām var labot velosipēdus un palīdzēt cits citam mācībās.",
    "target-all": "18",
    "target-at-risk": "11",
    "target-grades": "7.–9. klase",
}

ACTIVITIES = (
    (
        "Intervēšanas un skaņas ieraksta darbnīcas",
        "Jaunieši mācās uzdot jautājumus, ierakstīt un montēt skaņu.",
        "pirmie divi mēneši, reizi nedēļā",
        "Parauga vidusskolā",
        "24",
        "skaņu režisors",
    ),
    (
        "Stāstu vākšana apkaimē",
        "Pāros intervē apkaimes iedzīvotājus; katrs pāris ieraksta vismaz trīs stāstus.",
        "divi mēneši",
        "Parauga apkaimē",
        "24",
        "projekta vadītāja",
    ),
    (
        "Raidieraksta sešu sēriju izveide",
        "Jauniešu redakcija izvēlas stāstus, raksta pieteikumus un montē sērijas.",
        "divi mēneši",
        "biedrības telpās",
        "15",
        "divi jaunieši – līdzvadītāji",
    ),
    (
        "Noslēguma klausīšanās vakars",
        "Stāstus noklausās kopā ar kaimiņiem; jaunieši vakaru vada paši.",
        "pēdējās nedēļas sestdienā",
        "skolas pagalmā",
        "60 apmeklētāju",
        "projekta vadītāja",
    ),
)

_WHOLE: Mapping[str, str] = {
    "applicant-address": "Parauga iela 1, Liepāja, LV-3401",
    "applicant-email": "ngo@example.org",
    "applicant-phone": "+371 6000 0010",
    "applicant-account": "LV80BANK0000435195001",
    "applicant-signatory": "Anna Paraudziņa, valdes priekšsēdētāja",
    "applicant-contact": "Anna Paraudziņa, +371 6000 0010",
    "group": "Jauniešu iniciatīvu grupa „Paraugs”: seši 8.–10. klases skolēni, kuri sagatavoja projekta ideju.",
    "partners": "Parauga vidusskola: telpas un pedagoga palīga atbalsts divreiz nedēļā.",
    "project-place": "Liepāja, Parauga apkaime",
    "summary": "Skolēni, kuriem draud mācību pārtraukšana, vāc kaimiņu stāstus, veido no tiem raidierakstu un aicina "
    "apkaimi uz klausīšanās vakaru. Viņi mācās strādāt kopā un biežāk nāk uz skolu.",
    "aim-goal": "Jaunieši, kuri bieži kavē skolu, vāc un ieraksta savas apkaimes stāstus.",
    "aim-need": "Apkaimē ir divas skolas un neviena vieta, kur pēc stundām darīt ko paši savām rokām. Kopīgs darbs ar "
    "redzamu rezultātu palīdz atgūt paļāvību uz savām spējām un vēlmi turpināt mācības.",
    "target-all": "24",
    "target-at-risk": "15",
    "target-grades": "7.–12. klase",
    "target-schools": "Parauga vidusskola, Otrā parauga vidusskola",
    "target-how": "Jauniešus aicina klases audzinātāji un divi vienaudži, kas piedalījās iepriekšējā projektā. "
    "Nodarbības notiek divos laikos, lai tās netraucētu stundām.",
    "target-by-school": rows_text((("Parauga vidusskola", "14", "9"), ("Otrā parauga vidusskola", "10", "6"))),
    "activities": rows_text(ACTIVITIES),
    "youth-lead": "Stāstus un sēriju secību izvēlas jauniešu redakcija; katru sēriju vada cits pāris, projekta "
    "vadītāja tikai palīdz. Par noslēguma vakaru jaunieši lemj kopīgā sanāksmē.",
    "results": "Seši raidieraksta stāsti un klausīšanās vakars ar vismaz 60 apmeklētājiem; trešdaļa dalībnieku kavē "
    "skolu mazāk nekā iepriekšējā pusgadā.",
    "evidence": "Ieraksti, dalībnieku skaits nodarbībās, klases audzinātāju atsauksmes par kavējumiem.",
    "team": "Projekta vadītāja ar piecu gadu pieredzi darbā ar jaunatni, skaņu režisors, divi jaunieši – līdzvadītāji.",
    "publicity": "Katrā sērijā un plakātos norādīts programmas atbalsts; stāsti publicēti biedrības tīmekļvietnē.",
    "risks": "Jaunieši pārtrauc dalību: nodarbības divos laikos, sarunas ar vecākiem. Slikts laiks: vakars zālē.",
    "funding-use": "Skaņas ierakstu iekārtas noma, nodarbību vadītāji, noslēguma vakars.",
    "declared-true": YES,
    "declared-debts": YES,
    "declared-once": YES,
    "declared-names": YES,
}


def whole(begins: date, ends: date) -> dict[str, str]:
    """A whole set of answers, for a project between these days."""
    return {**_WHOLE, "project-from": begins.isoformat(), "project-until": ends.isoformat()}


def whole_for(email: str, goal: str, begins: date, ends: date) -> dict[str, str]:
    """A whole set of answers for another invented applicant: its own address and aim, the rest as in the sample."""
    own = {
        "applicant-address": "Parauga iela 2, Liepāja, LV-3401",
        "applicant-email": email,
        "applicant-contact": "Otto Paraugs, +371 6000 0020",
        "applicant-signatory": "Otto Paraugs, valdes loceklis",
        "aim-goal": goal,
    }
    return {**whole(begins, ends), **own}
