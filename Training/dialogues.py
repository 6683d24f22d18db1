"""Makes training dialogues: a system prompt with facts, a caller's questions, brief answers.

    python dialogues.py COUNT SEED > dialogues.jsonl

Two sources are mixed. *Authored* businesses (data/w*.jsonl) have facts, questions in callers' own words and answers; their
numbers, days and names are changed consistently from one dialogue to the next, so that the model must read the prompt
and cannot learn the answers. *Template* businesses (data/templates.json) teach the common facts with random values.
About a quarter of the questions have no answer in the prompt: the right reply is to say so and offer what the prompt
says to offer. One business in ten is never trained on (see `is_held_out`) and is used by heldout.py.
"""
import glob
import json
import os
import random
import re
import sys
import zlib

import phrases

HERE = os.path.dirname(os.path.abspath(__file__))
SERVICES = ("check-up cleaning haircut fitting repair lesson massage inspection tune-up consultation "
            "delivery installation rental tasting session").split()
STREETS = "Maple Oak Mill Harbor Station Church Orchard Juniper Larch Birch Quarry Meadow".split()
NUMBER = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:,\d{3})+|\d+)(?![\d/:]|[.,]\d|-\d|st\b|nd\b|rd\b|th\b)")
# Sentences in which changing a number would make nonsense of another part.
FIXED_NUMBERS = re.compile(r"(?i)24/7|days a week|january|february|march|april|\bmay\b|june|july|august|septem|octo|novem|decem|\d ?- ?\d|\bNo\.|\d{3,} \d{3,}")
NUMBER_WORD = re.compile(r"(?i)\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half|dozen|twice|double|noon)\b")


def load_businesses():
    """All authored businesses: name, facts, questions and answers by fact, questions without an answer."""
    businesses = {}
    for path in sorted(glob.glob(os.path.join(HERE, "data", "w*.jsonl"))):
        for line in open(path, encoding="utf8"):
            entry = json.loads(line)
            name = entry["business"].split(", ", 1)[0].strip()
            answers = [qa for qa in entry["qa"] if 0 <= qa["fact"] < len(entry["facts"]) and qa["q"] and qa["a"]]
            businesses.setdefault(name, dict(name=name, facts=[f.strip() for f in entry["facts"]], qa=answers, absent=list(entry.get("absent") or [])))
    return list(businesses.values())


def is_held_out(business):
    """A tenth of the businesses, by their names, so that it is the same tenth for ever."""
    return zlib.crc32(business["name"].encode()) % 10 == 3


def new_numbers(numbers, rng):
    """Other numbers of like size in the same order, so that "8 to 6" stays sensible."""
    ranges = [(2, 12, 1), (13, 60, 1), (61, 99, 1), (100, 999, 5), (1000, 9950, 50)]
    changed = {}
    for low, high, step in ranges:
        old = sorted({n for n in numbers if low <= int(n.replace(",", "")) <= high}, key=lambda n: int(n.replace(",", "")))
        pool = range(low, high + 1, step)
        if len(old) <= len(pool):
            for before, after in zip(old, sorted(rng.sample(pool, len(old)))):
                changed[before] = f"{after:,}" if "," in before else str(after)
    return changed


def vary(fact, questions, answers, rng):
    """The same fact with other numbers and days, in its questions and answers as well."""
    everything = " ".join([fact, *questions, *answers])
    numbers = set(NUMBER.findall(fact))
    said = {n for a in answers for n in re.findall(r"\d[\d,]*\d|\d", a)}
    if numbers and said <= numbers and not FIXED_NUMBERS.search(everything) and not any(NUMBER_WORD.search(t) for t in [*questions, *answers]) and not any(re.search(r"\d", q) for q in questions):
        changed = new_numbers(numbers, rng)
        fact, questions, answers = swap(NUMBER, changed, fact, questions, answers)
    if rng.random() < 0.5 and re.search("|".join(phrases.DAYS), fact) and not re.search(r"(?i)weekend|weekday|today|tomorrow|\b(mon|tue|thu|fri|sat|sun)\b| to (%s)" % "|".join(phrases.DAYS), everything):
        days = dict(zip(phrases.DAYS, rng.sample(phrases.DAYS, 7)))
        fact, questions, answers = swap(re.compile(r"\b(%s)" % "|".join(phrases.DAYS)), days, fact, questions, answers)
    return fact, questions, answers


def swap(pattern, changed, fact, questions, answers):
    replace = lambda text: pattern.sub(lambda m: changed.get(m.group(1), m.group(1)), text)
    return replace(fact), [replace(q) for q in questions], [replace(a) for a in answers]


def values(rng):
    """Values for a template's slots; the second of a kind differs from the first where it matters."""
    first, last = rng.sample(range(7), 2)
    opening, closing = rng.randint(6, 11), rng.randint(1, 9)
    payments = rng.sample(["cash", "cards", "checks", "bank transfer", "gift cards"], 2)
    languages = rng.sample(["English", "Spanish", "French", "Polish", "Arabic", "Hindi", "Korean"], 2)
    age = rng.randint(3, 16)
    return dict(
        day=phrases.DAYS[min(first, last)], day2=phrases.DAYS[max(first, last)], hour=f"{opening} in the morning",
        hour2=f"{closing} in the {'afternoon' if closing < 6 else 'evening'}", number=rng.randint(1, 480),
        street=f"{rng.choice(STREETS)} {rng.choice(['Street', 'Road', 'Lane'])}",
        landmark=rng.choice(["library", "post office", "station", "old mill", "fire station"]), money=f"{rng.choice([rng.randint(2, 60), 5 * rng.randint(6, 80)])} dollars",
        service=rng.choice(SERVICES), minutes=5 * rng.randint(1, 18), hours=rng.choice([2, 4, 12, 24, 36, 48]), person=f"{rng.choice(phrases.NAMES)} {rng.choice(STREETS)}",
        phone=f"555 {rng.randint(0, 9999):04d}", payment=payments[0], payment2=payments[1], group=rng.choice(["students", "seniors", "members", "nurses", "families"]),
        percent=rng.choice([5, 10, 15, 20, 25]), age=age, age2=age + rng.randint(1, 4), thing=rng.choice(["photo identification", "a towel", "your insurance card", "proof of address"]),
        months=rng.choice([3, 6, 12, 24]), language=languages[0], language2=languages[1], miles=rng.randint(2, 40), people=rng.randint(4, 40), days=rng.randint(2, 14))


def template_business(templates, rng):
    """A business of common facts. Facts that were left out make the questions without an answer."""
    chosen = rng.sample(templates, rng.randint(6, 14))
    facts, qa, absent = [], [], []
    for index, template in enumerate(chosen):
        slots = values(rng)
        fill = lambda text: text[:1].upper() + text[1:] if (text := text.format(**slots)) else text
        if index >= len(chosen) - 2:
            absent += [fill(q) for q in template["q"]]
            continue
        qa.append(dict(fact=len(facts), q=[fill(q) for q in template["q"]], a=[fill(a) for a in template["a"]]))
        facts.append(fill(template["fact"]))
    name = f"{rng.choice(STREETS)} {rng.choice(['Studio', 'Clinic', 'Garage', 'Bakery', 'Hotel', 'Workshop'])}"
    return dict(name=name, facts=facts, qa=qa, absent=absent)


def spoken_by_caller(question, first, rng):
    """As it comes out of a recogniser: often without capitals and points, with fillers."""
    if first and rng.random() < 0.15:
        question = rng.choice(phrases.LEADS) + question[0].lower() + question[1:]
    if rng.random() < 0.45:
        question = re.sub(r"[?!,;]|\.(?!\d)", "", question.lower())
        if rng.random() < 0.3:
            question = f"{rng.choice(phrases.FILLERS)} {question}"
    return question


def system_prompt(name, facts, fallback, agent, rng):
    """The owner's instructions, in one of the ways owners write them."""
    facts = [f if f[-1] in ".?!" else f + "." for f in facts]
    manners = rng.sample(phrases.MANNERS, rng.randint(0, 3))
    head = " ".join([rng.choice(phrases.OPENINGS).format(name=name, agent=agent), *manners])
    layout = rng.choice(["prose", "prose", "facts", "bullets", "lines", "labels"])
    if layout == "prose":
        body = " " + " ".join(facts) + " "
    elif layout == "facts":
        body = " Facts: " + " ".join(facts) + " "
    elif layout == "bullets":
        body = "\n\nWhat you know:\n" + "\n".join("- " + f.rstrip(".") for f in facts) + "\n"
    elif layout == "lines":
        body = "\n" + "\n".join(facts) + "\n"
    else:
        body = "\n" + "\n".join(f"{rng.choice(['Note', 'Info', 'Policy', 'Details'])}: {f}" for f in facts) + "\n"
    return (head + body + rng.choice(phrases.FALLBACKS[fallback][0])).strip()


def dialogue(business, rng, varied=True):
    """One dialogue: the prompt, and turns of (role, text)."""
    facts, answers = list(business["facts"]), {}
    for qa in business["qa"]:
        index = qa["fact"]
        known = answers.setdefault(index, ([], []))
        known[0].extend(qa["q"])
        known[1].extend(qa["a"])
    for index, (questions, replies) in answers.items():
        if varied:
            facts[index], questions, replies = vary(facts[index], questions, replies, rng)
        answers[index] = (questions, replies)
    fallback, agent = rng.choice(list(phrases.FALLBACKS)), rng.choice(phrases.NAMES)
    refuse = lambda: f"{rng.choice(phrases.REFUSALS)} {rng.choice(phrases.FALLBACKS[fallback][1])}"
    turns = []
    if rng.random() < 0.1:
        turns.append(("assistant", rng.choice(phrases.GREETINGS).format(name=business["name"])))
    for number in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
        if business["absent"] and rng.random() < 0.25:
            question, reply = rng.choice(business["absent"]), refuse()
        else:
            questions, replies = answers[rng.choice(list(answers))]
            question, reply = rng.choice(questions), rng.choice(replies)
        turns += [("user", spoken_by_caller(question, number == 0, rng)), ("assistant", reply)]
    turns += script(business["name"], turns, rng)
    order = rng.sample(facts, len(facts))
    return dict(system=system_prompt(business["name"], order, fallback, agent, rng), turns=turns)


def script(name, turns, rng):
    """Now and then: a message, a booking or small talk after the questions."""
    slots = dict(name=name, caller=rng.choice(phrases.NAMES), phone=f"555 {rng.randint(0, 9999):04d}", day=rng.choice(phrases.DAYS), hour=f"{rng.randint(8, 12)} in the morning")
    kind = rng.random()
    if kind < 0.1 and "message" in turns[-1][1]:
        steps = phrases.MESSAGE
    elif kind < 0.16:
        steps = phrases.BOOKING
    elif kind < 0.25:
        steps = [rng.choice(phrases.SMALL_TALK)]
    else:
        return []
    return [(role, rng.choice(texts).format(**slots)) for step in steps for role, texts in zip(("user", "assistant"), step)]


def generate(count, seed, authored_share=0.55):
    """`count` dialogues, the same for the same seed."""
    rng = random.Random(seed)
    trained = [b for b in load_businesses() if not is_held_out(b)]
    templates = json.load(open(os.path.join(HERE, "data", "templates.json"), encoding="utf8"))
    for _ in range(count):
        business = rng.choice(trained) if rng.random() < authored_share else template_business(templates, rng)
        yield dialogue(business, rng)


if __name__ == "__main__":
    for example in generate(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(example, ensure_ascii=False))
