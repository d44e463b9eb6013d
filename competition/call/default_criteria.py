"""The criteria of a PuMPuRS call as a new call begins with them. The wording is ours (RULES §3 [A]), not law."""
# ruff: noqa: E501 - sentences stay whole, so that they can be found

from competition.call.operations import Requirement

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        "1.1",
        {
            "lv": "Projekta iesniegums iesniegts noteiktajā termiņā un veidā",
            "en": "The application was submitted within the set time and in the set manner",
        },
        correctable=False,
    ),
    Requirement(
        "1.2",
        {
            "lv": "Iesniedzējs ir jaunatnes organizācija, biedrība vai nodibinājums, kas veic darbu ar jaunatni",
            "en": "The applicant is a youth organisation, or an association or foundation that does youth work",
        },
        correctable=False,
    ),
    Requirement(
        "1.3",
        {
            "lv": "Iesniegums sagatavots uz noteiktās veidlapas un pilnībā aizpildīts",
            "en": "The application is on the prescribed form and filled in completely",
        },
        correctable=True,
    ),
    Requirement(
        "1.4",
        {
            "lv": "Iesniegumu parakstījusi paraksttiesīgā persona vai pievienota pilnvara",
            "en": "The application is signed by an authorised signatory, or a power of attorney is attached",
        },
        correctable=True,
    ),
    Requirement(
        "1.5",
        {
            "lv": "Pievienoti visi nolikumā noteiktie pielikumi",
            "en": "All attachments required by the rules of the call are enclosed",
        },
        correctable=True,
    ),
    Requirement(
        "1.6",
        {"lv": "Mērķa grupa atbilst nolikumam", "en": "The target group complies with the rules of the call"},
        correctable=False,
    ),
    Requirement(
        "1.7",
        {
            "lv": "Īstenošanas ilgums ir 3–18 mēneši un iekļaujas noteiktajā periodā",
            "en": "The project lasts 3–18 months and falls within the set period",
        },
        correctable=True,
    ),
    Requirement(
        "1.8",
        {
            "lv": "Jauniešu iniciatīvu grupas iesaiste apliecināta (ja attiecas)",
            "en": "The involvement of the youth-initiative group is confirmed (where it applies)",
        },
        correctable=True,
    ),
    Requirement(
        "1.9",
        {
            "lv": "Iesniedzējam nav nodokļu parādu virs 150 EUR un neizpildītu saistību pret pašvaldību",
            "en": "The applicant has no tax debt above EUR 150 and no unmet obligations towards the municipality",
        },
        correctable=False,
    ),
)

# By code: the title, and what 0 to 5 points mean, in Latvian and English.
TITLES: dict[str, tuple[str, str]] = {
    "2.1": (
        "Nepieciešamības pamatojums un atbilstība konkursa mērķiem",
        "Need for the project and fit with the aims of the competition",
    ),
    "2.2": (
        "PMP riska grupas izglītojamo iesaiste un motivācijas palielināšana",
        "Involvement of pupils at risk of early school leaving and growth of their motivation",
    ),
    "2.3.1": (
        "Jauniešu līdzdalība plānošanā un īstenošanā",
        "Young people's part in planning and carrying out the project",
    ),
    "2.3.2": (
        "Sasaiste ar pašvaldības preventīvo un intervences pasākumu plānu",
        "Link with the municipality's plan of prevention and intervention measures",
    ),
    "2.4.1": ("Aktivitāšu saturs un metodes", "Content and methods of the activities"),
    "2.4.2": ("Laika grafiks un īstenojamība", "Timetable and feasibility"),
    "2.4.3": ("Sasniedzamie rezultāti un to pārbaudāmība", "Expected results and how they can be verified"),
    "2.5": ("Komandas pieredze un kapacitāte", "Experience and capacity of the team"),
    "2.6": ("Sadarbība ar partneriem un izglītības iestādēm", "Cooperation with partners and educational institutions"),
    "2.7": ("Publicitāte un rezultātu ilgtspēja", "Publicity and lasting results"),
}
MEANINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "2.1": (
        (
            "Nepieciešamība nav pamatota, atbilstība konkursa mērķiem nav saskatāma",
            "The need is not shown, and no fit with the aims of the competition can be seen",
        ),
        (
            "Nepieciešamība tikai nosaukta, saistība ar konkursa mērķiem nav paskaidrota",
            "The need is only named; its link with the aims of the competition is not explained",
        ),
        (
            "Nepieciešamība pamatota vispārīgi, saistība ar konkursa mērķiem ir vāja",
            "The need is argued in general terms; the link with the aims of the competition is weak",
        ),
        (
            "Nepieciešamība pamatota, bet bez datiem; projekts atbilst konkursa mērķiem",
            "The need is argued, but without data; the project fits the aims of the competition",
        ),
        (
            "Nepieciešamība pierādīta ar datiem, projekta mērķi skaidri saistīti ar konkursa mērķiem",
            "The need is proved with data; the aims of the project are clearly linked with those of the competition",
        ),
        (
            "Nepieciešamība pierādīta ar datiem un pašu jauniešu viedokli, projekts pilnībā atbilst abiem konkursa mērķiem",
            "The need is proved with data and by the young people's own view; the project fully fits both aims of the competition",
        ),
    ),
    "2.2": (
        ("Riska grupas izglītojamo iesaiste nav paredzēta", "No involvement of at-risk pupils is planned"),
        (
            "Riska grupas izglītojamie pieminēti, bet nav norādīts, kā viņus iesaistīs",
            "At-risk pupils are mentioned, but not how they will be involved",
        ),
        (
            "Iesaiste aprakstīta nepilnīgi, motivācijas palielināšana nav pamatota",
            "The involvement is described incompletely; nothing supports a growth of motivation",
        ),
        (
            "Iesaiste aprakstīta; noturēšana un motivācijas palielināšana izklāstītas vispārīgi",
            "The involvement is described; keeping the pupils and raising their motivation only in general terms",
        ),
        (
            "Iesaiste un noturēšana aprakstītas konkrēti, motivācijas palielināšana pamatota",
            "Involving and keeping the pupils is described concretely; the growth of motivation is well argued",
        ),
        (
            "Iesaiste, noturēšana un motivācijas palielināšana aprakstītas konkrēti un pamatotas ar pašu izglītojamo vajadzībām",
            "Involving and keeping the pupils and raising their motivation are described concretely and founded on the pupils' own needs",
        ),
    ),
    "2.3.1": (
        ("Jauniešu līdzdalība nav paredzēta", "No participation of young people is planned"),
        ("Jaunieši ir tikai pasākumu apmeklētāji", "Young people only attend events"),
        (
            "Jauniešu viedoklis uzklausīts, bet projektu plāno un īsteno pieaugušie",
            "Young people were heard, but adults plan and carry out the project",
        ),
        (
            "Jaunieši piedalās atsevišķu aktivitāšu plānošanā un īstenošanā",
            "Young people take part in planning and carrying out some of the activities",
        ),
        (
            "Jaunieši plāno un īsteno lielāko daļu aktivitāšu, pieaugušie viņus atbalsta",
            "Young people plan and carry out most of the activities, supported by adults",
        ),
        (
            "Projektu plāno, vada un vērtē paši jaunieši",
            "The young people themselves plan, lead and evaluate the project",
        ),
    ),
    "2.3.2": (
        ("Sasaiste ar plānu nav norādīta", "No link with the plan is given"),
        (
            "Plāns pieminēts, bet sasaiste ar to nav paskaidrota",
            "The plan is mentioned, but the link with it is not explained",
        ),
        (
            "Sasaiste ar plānu norādīta vispārīgi, konkrēti pasākumi nav nosaukti",
            "A link with the plan is given in general terms; no measures are named",
        ),
        (
            "Nosaukti plāna pasākumi, kurus projekts papildina",
            "The measures of the plan that the project complements are named",
        ),
        (
            "Aktivitātes saskaņotas ar konkrētiem plāna pasākumiem un to izpildītājiem",
            "The activities are agreed with named measures of the plan and with those who carry them out",
        ),
        (
            "Aktivitātes saskaņotas ar plāna pasākumiem, to izpildītājiem un termiņiem, pārklāšanās novērsta",
            "The activities are agreed with the measures of the plan, those who carry them out and their dates; nothing is done twice",
        ),
    ),
    "2.4.1": (
        ("Aktivitātes nav aprakstītas", "The activities are not described"),
        ("Aktivitātes tikai uzskaitītas", "The activities are only listed"),
        (
            "Saturs aprakstīts nepilnīgi, metodes mērķa grupai nav piemērotas",
            "The content is described incompletely; the methods do not suit the target group",
        ),
        (
            "Saturs aprakstīts saprotami, metodes mērķa grupai kopumā piemērotas",
            "The content is described clearly; the methods on the whole suit the target group",
        ),
        (
            "Saturs aprakstīts konkrēti, metodes daudzveidīgas un mērķa grupai piemērotas",
            "The content is described concretely; the methods are varied and suit the target group",
        ),
        (
            "Saturs un metodes aprakstīti konkrēti, izvēlēti kopā ar jauniešiem un pārliecinoši pamatoti",
            "Content and methods are described concretely, chosen together with the young people and convincingly argued",
        ),
    ),
    "2.4.2": (
        ("Laika grafika nav", "There is no timetable"),
        (
            "Laika grafiks ir pretrunīgs, projekts šādā veidā nav īstenojams",
            "The timetable contradicts itself; the project cannot be carried out in this way",
        ),
        (
            "Laika grafiks ir vispārīgs, vairāku aktivitāšu īstenojamība apšaubāma",
            "The timetable is general; it is doubtful whether several activities can be carried out",
        ),
        (
            "Laika grafiks ir saprotams, projekts kopumā īstenojams",
            "The timetable is clear; on the whole the project can be carried out",
        ),
        (
            "Laika grafiks ir konkrēts, aktivitātes secīgas un īstenojamas",
            "The timetable is concrete; the activities follow from each other and can be carried out",
        ),
        (
            "Laika grafiks ir konkrēts un pamatots, paredzēta rīcība kavējumu gadījumā",
            "The timetable is concrete and well argued; it says what will be done in case of delay",
        ),
    ),
    "2.4.3": (
        ("Rezultāti nav norādīti", "No results are given"),
        ("Rezultāti norādīti, bet nav pārbaudāmi", "Results are given, but cannot be verified"),
        ("Rezultāti norādīti, bet pārbaudāmi tikai daļēji", "Results are given, but can be verified only in part"),
        ("Galvenie rezultāti ir pārbaudāmi", "The main results can be verified"),
        ("Visi rezultāti ir izmērāmi, pierādījumi nosaukti", "All results can be measured; the evidence is named"),
        (
            "Visi rezultāti ir izmērāmi, pierādījumi nosaukti, tiks novērtētas arī izglītojamo motivācijas pārmaiņas",
            "All results can be measured; the evidence is named; changes in the pupils' motivation will be assessed too",
        ),
    ),
    "2.5": (
        ("Ziņu par komandu nav", "Nothing is said about the team"),
        ("Komanda nosaukta, bet tās pieredze nav aprakstīta", "The team is named, but its experience is not described"),
        (
            "Pieredze darbā ar jaunatni ir neliela, pienākumu sadalījums neskaidrs",
            "There is little experience of youth work; the division of duties is unclear",
        ),
        (
            "Pieredze darbā ar jaunatni ir pietiekama, pienākumi sadalīti",
            "There is enough experience of youth work; duties are divided",
        ),
        (
            "Komandai ir pieredze darbā ar mērķa grupu, pienākumi sadalīti skaidri",
            "The team has experience with the target group; duties are divided clearly",
        ),
        (
            "Komandai ir plaša pieredze darbā ar mērķa grupu, pienākumi sadalīti skaidri, paredzēta aizvietošana",
            "The team has wide experience with the target group; duties are divided clearly, and stand-ins are named",
        ),
    ),
    "2.6": (
        ("Sadarbība nav paredzēta", "No cooperation is planned"),
        (
            "Partneri nosaukti, bet sadarbības saturs nav norādīts",
            "Partners are named, but not what the cooperation consists of",
        ),
        (
            "Sadarbība aprakstīta vispārīgi, partneru apliecinājumu nav",
            "The cooperation is described in general terms; there are no declarations by partners",
        ),
        (
            "Sadarbība aprakstīta, pievienots vismaz viena partnera vai izglītības iestādes apliecinājums",
            "The cooperation is described; a declaration by at least one partner or educational institution is enclosed",
        ),
        (
            "Partneru un izglītības iestāžu pienākumi aprakstīti konkrēti un apliecināti",
            "The duties of partners and educational institutions are described concretely and confirmed",
        ),
        (
            "Partneri un izglītības iestādes piedalās plānošanā, īstenošanā un izvērtēšanā, to pienākumi apliecināti",
            "Partners and educational institutions take part in planning, carrying out and evaluating; their duties are confirmed",
        ),
    ),
    "2.7": (
        ("Publicitāte un rezultātu ilgtspēja nav aprakstītas", "Neither publicity nor lasting results are described"),
        (
            "Publicitāte pieminēta, rezultātu ilgtspēja nav aprakstīta",
            "Publicity is mentioned; lasting results are not described",
        ),
        (
            "Publicitāte aprakstīta vispārīgi, rezultātu ilgtspēja neskaidra",
            "Publicity is described in general terms; it is unclear what will last",
        ),
        (
            "Publicitāte atbilst prasībām, rezultātu ilgtspēja aprakstīta vispārīgi",
            "Publicity meets the requirements; lasting results are described in general terms",
        ),
        (
            "Publicitāte plānota konkrēti, nosaukti rezultāti, kas saglabāsies pēc projekta",
            "Publicity is planned concretely; the results that will last after the project are named",
        ),
        (
            "Publicitātē iesaistīti paši jaunieši, skaidri noteikts, kas un kā uzturēs rezultātus pēc projekta",
            "The young people themselves take part in publicity; it is clear who will keep up the results after the project, and how",
        ),
    ),
}
