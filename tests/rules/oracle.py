"""The outcome once more, naively, from the JSON of an archive, written from the contract's ten steps alone.

It reads only archives whose instants are written in UTC with Z and whose deadline has a clock time.
"""

from datetime import datetime
from fractions import Fraction


def instant(text):
    return datetime.fromisoformat(text)


def shown(value):
    cents = abs(value) * 100
    rounded = cents.numerator // cents.denominator
    if cents - rounded >= Fraction(1, 2):
        rounded += 1
    return ("-" if value < 0 and rounded else "") + str(rounded // 100) + "." + str(rounded % 100).zfill(2)


def pair(value):
    exact = str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    return {"exact": exact, "shown": shown(value)}


def outcome(archive):
    call = archive["call"]
    deadline = call["deadline"]
    for amendment in archive.get("amendments", []):
        deadline = amendment.get("deadline") or deadline
    results = {}
    strengths = {}
    for application in archive["applications"]:
        results[application["number"]] = result = before_ranking(archive, application, instant(deadline))
        if result["outcome"] is None:
            strengths[application["number"]] = strength(archive, application, result)
    rank_and_fund(archive, results, strengths)
    return assembled(archive, deadline, results)


def before_ranking(archive, application, deadline):
    call = archive["call"]
    conflicts = application.get("conflicts", [])
    mine = [s for s in archive["score_sheets"] if s["application"] == application["number"] and s["completed"]]
    excluded = [s["member"] for s in mine if s["member"] in conflicts]
    counted = [s for s in mine if s["member"] not in conflicts]
    counted = [s for s in counted if instant(s["completed"]) >= instant(application["received"])]
    result = {"number": application["number"], "outcome": None, "reasons": [], "rank": None, "score": None}
    result |= {"criteria": None, "sheets_counted": len(counted), "excluded_sheets": excluded}
    until = (application.get("exception") or {}).get("until")
    received = instant(application["received"])
    found = [application["eligibility"].get(item["code"], "pending") for item in call["eligibility_criteria"]]
    if application.get("withdrawn"):
        result["outcome"] = "withdrawn"
    elif received > deadline and not (until and instant(until) >= received):
        result["outcome"] = "late"
    elif "no" in found:
        result["outcome"] = "ineligible"
        codes = [item["code"] for item in call["eligibility_criteria"]]
        result["reasons"] = [code for code, value in zip(codes, found, strict=True) if value == "no"]
    elif "pending" in found or len(counted) < call["scoring"]["minimum_sheets"]:
        result["outcome"] = "undecided"
    else:
        score(call, counted, result)
    return result


def score(call, counted, result):
    total = Fraction(0)
    result["criteria"] = {}
    for item in call["criteria"]:
        points = Fraction(0)
        for sheet in counted:
            points += Fraction(sheet["scores"][item["code"]])
        mean = points / len(counted)
        result["criteria"][item["code"]] = mean
        total += Fraction(item["weight"]) * mean
        if item.get("threshold") and mean < Fraction(item["threshold"]):
            result["reasons"].append(item["code"])
    result["score"] = total
    floor = call["scoring"].get("threshold_total")
    if floor and total < Fraction(floor):
        result["reasons"].append("total")
    if result["reasons"]:
        result["outcome"] = "below_threshold"


def strength(archive, application, result):
    scoring = archive["call"]["scoring"]
    key = [result["score"]] + [result["criteria"][code] for code in scoring.get("tie_break", [])]
    if scoring.get("earlier_received_wins"):
        key.append(-Fraction(str(instant(application["received"]).timestamp())))
    return key


def rank_and_fund(archive, results, strengths):
    award = archive["call"]["award"]
    if award.get("available") is not None:
        left = award["available"]
    else:
        left = int(Fraction(award["budget"]) / Fraction(award["amount"]))
    orders = (archive.get("commission") or {}).get("tie_order", [])
    remaining = set(strengths)
    rank = 1
    while remaining:
        best = max(strengths[number] for number in remaining)
        group = [number for number in strengths if number in remaining and strengths[number] == best]
        remaining -= set(group)
        order = next((o for o in orders if len(o) > 1 and set(o) == set(group)), None)
        if 0 < left < len(group) and order is None:
            for number in group:
                results[number] |= {"outcome": "tie", "rank": rank}
            left = 0
        else:
            cut = 0 < left < len(group)
            for place, number in enumerate(order if cut else group):
                results[number]["outcome"] = "award" if left else "reserve"
                results[number]["rank"] = rank + place if cut else rank
                left = max(0, left - 1)
        rank += len(group)


def assembled(archive, deadline, results):
    call = archive["call"]
    codes = [item["code"] for item in call["eligibility_criteria"]]
    in_time = [number for number, item in results.items() if item["outcome"] not in ("withdrawn", "late")]
    findings = {item["number"]: item["eligibility"] for item in archive["applications"]}
    eligible = [n for n in in_time if all(findings[n].get(code) == "yes" for code in codes)]
    outcomes = [item["outcome"] for item in results.values()]
    total = outcomes.count("award") * Fraction(call["award"]["amount"])
    for item in results.values():
        if item["score"] is not None:
            item["score"] = pair(item["score"])
            item["criteria"] = {code: pair(mean) for code, mean in item["criteria"].items()}
    return {
        "slug": call["slug"],
        "deadline": instant(deadline).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "counts": {
            "received": len(results),
            "in_time": len(in_time),
            "eligible": len(eligible),
            "awards": outcomes.count("award"),
            "reserve": outcomes.count("reserve"),
        },
        "awarded_total": shown(total),
        "currency": call["award"]["currency"],
        "applications": list(results.values()),
    }
