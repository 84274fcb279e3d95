#!/usr/bin/env python3
"""The shipped quizzes as a collection: enough of them, of every kind, and safe to read out.

Usage: collection_check.py SOURCE_FOLDER. Exit code 77 (skipped) without yaml.

What one file can get wrong is the loader's business; here stands what was promised of the whole:
how many questions there are, how many are more than plain choice, that “scam” or “false” is never
the only answer, and that no message shows an address somebody could really own.
"""

import pathlib
import re
import sys
from collections import Counter

try:
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

QUESTIONS_MIN = 220  # Of all quizzes together.
QUIZ_QUESTIONS_MIN = 10  # Of a guide's quiz.
FIRST_TIME_QUESTIONS = 5
# Answered by looking at a message, touching a picture or putting things in order.
SHOWN_KINDS = {"scam", "point", "order"}
SHOWN_SHARE_MIN = 0.25
TEAM_MEAN_ABOVE = 0.3  # The team's quiz is harder than any other by at least so much.

ADDRESS = re.compile(r"(?<![\w.-])[a-z0-9][\w-]*(?:\.[\w-]+)+", re.ASCII)
ENDINGS = re.compile(r"\.(?:apk|jpg|mp3|pdf)$")  # Names of files, not of sites.
RESERVED = ".example"  # RFC 2606, section 2: nobody can own it.
PLACE = re.compile(r"\{[a-z0-9-]+\.[a-z]+\}")  # Filled from facts.yaml, which is checked.
FULL_NUMBER = re.compile(r"(?<!\d)0\d[\d .]{7,}\d")


def difficulty(question):
    return question.get("difficulty", 2)


def mean_difficulty(quiz):
    return sum(map(difficulty, quiz["questions"])) / len(quiz["questions"])


def texts_of(value):
    """Every text in a question, wherever it stands."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif hasattr(value, "__iter__"):
        for part in value:
            yield from texts_of(part)


def strange_addresses(question):
    """Addresses in messages and options that are neither a fact nor reserved."""
    for text in texts_of([question.get("message"), question.get("options")]):
        for address in ADDRESS.findall(PLACE.sub(" ", text)):
            is_number = re.fullmatch(r"[\d.-]+", address)
            if not (is_number or ENDINGS.search(address) or address.endswith(RESERVED)):
                yield address


def check_counts(quiz):
    questions = quiz["questions"]
    if quiz["id"] == "first-time":
        if len(questions) != FIRST_TIME_QUESTIONS or {*map(difficulty, questions)} != {1}:
            yield f"is to have {FIRST_TIME_QUESTIONS} questions of difficulty 1"
    elif len(questions) < QUIZ_QUESTIONS_MIN:
        yield f"{len(questions)} questions, {QUIZ_QUESTIONS_MIN} wanted"
    shown = sum(question["kind"] in SHOWN_KINDS for question in questions)
    if shown < len(questions) * SHOWN_SHARE_MIN:
        yield f"{shown} of {len(questions)} questions are more than plain choice"


def check_answers(quiz):
    """Answers that could be learnt without reading."""
    for kind in ("true-false", "scam"):
        answers = Counter(q["answer"] for q in quiz["questions"] if q["kind"] == kind)
        if len(answers) == 1 and answers.total() > 1:
            yield f"all {kind} questions have one answer: {answers}"
    right = Counter()
    for question in quiz["questions"]:
        if question["kind"] in ("single", "point"):
            options = question["options"]
            right[next(i for i, option in enumerate(options) if option.get("right"))] += 1
    if right.total() >= 4 and max(right.values()) > right.total() * 2 / 3:
        yield f"the right answer mostly stands at one place: {right}"


def check_question(question):
    yield from (f"{question['id']}: {address} could be somebody's; use {RESERVED} or a fact"
                for address in strange_addresses(question))
    yield from (f"{question['id']}: a full telephone number in {text!r}"
                for text in texts_of(question.get("message")) if FULL_NUMBER.search(text))
    # An explanation says more than the verdict: what is true, why, or what to do.
    yield from (f"{question['id']}: {key} explains nothing"
                for key in ("when_right", "when_wrong") if len(question[key].split()) < 8)
    if "advice" not in question:
        yield f"{question['id']}: nothing to do at home"


def check_team(quizzes):
    means = {quiz["id"]: mean_difficulty(quiz) for quiz in quizzes}
    team = means.pop("team")
    if team < max(means.values()) + TEAM_MEAN_ABOVE:
        yield f"team: difficulty {team:.2f}, others to {max(means.values()):.2f}"


def check_guides(root, quizzes):
    """Each guide for neighbours has its quiz; translations and the team's own sheets need none."""
    with_quiz = {quiz["guide"] for quiz in quizzes}
    for path in sorted((root / "guides").glob("*.yaml")):
        guide = yaml.safe_load(path.read_text("utf-8"))
        if "steps" in guide and guide["language"] == "vi" and guide.get("for") != "team" \
                and guide["id"] not in with_quiz:
            yield f"no quiz for guide {guide['id']}"


def find_problems(root):
    quizzes = [yaml.safe_load(path.read_text("utf-8"))
               for path in sorted((root / "quizzes").glob("*.yaml"))]
    total = sum(len(quiz["questions"]) for quiz in quizzes)
    if total < QUESTIONS_MIN:
        yield f"{total} questions in all, {QUESTIONS_MIN} wanted"
    yield from check_guides(root, quizzes)
    yield from check_team(quizzes)
    for quiz in quizzes:
        for problem in (*check_counts(quiz), *check_answers(quiz)):
            yield f"{quiz['id']}: {problem}"
        for question in quiz["questions"]:
            for problem in check_question(question):
                yield f"{quiz['id']}: {problem}"
    print(f"{len(quizzes)} quizzes, {total} questions")


def main():
    problems = list(find_problems(pathlib.Path(sys.argv[1])))
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
