"""Cases made from the description at ``/api/openapi.json``: no server error, and answers are as they are described."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from review_samples import HOME, Clock, Office, Visitor
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from corpus.people.judgements import Judgements
from corpus.store import Store

load_all_checks()
QUICK, LONG = 150, 2000
(MAY_REFUSE,) = CHECKS.get_by_names(["positive_data_acceptance"])
"""Not looked at: that a search needs a word, say, cannot be described."""


@pytest.fixture(scope="module")
def office(filled: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose passages the cases may judge."""
    path = tmp_path_factory.mktemp("cases") / "store.db"
    shutil.copy(filled[0], path)
    with Store(path) as store:
        made = Office(store, Clock())
        made.passages = filled[1]
        yield made


@pytest.fixture(scope="module")
def lead(office: Office) -> Visitor:
    """Who may ask for everything."""
    return office.person("chi", "lead")


@pytest.fixture(scope="module")
def described(office: Office, lead: Visitor) -> Any:
    """The description, on the application itself; who sits there is left to the tests, not made up by cases."""
    written = lead.get("/api/openapi.json").json()
    for operations in written["paths"].values():
        for operation in operations.values():
            assert operation.pop("security")
    read = schemathesis.openapi.from_dict(written)
    read.app = office.app
    return read


def cases(described: Any, passages: list[str]) -> st.SearchStrategy[Any]:
    """Cases of every operation, right ones and wrong ones, and two in three that name what there is."""
    found = [each.ok() for each in described.get_all_operations()]
    given = {"kind": st.sampled_from(["uncertain", "disagreement"]), "passage": st.sampled_from(passages)}

    def known(case: Any, gaps: dict[str, str], areas: list[str]) -> Any:
        case.path_parameters = {name: gaps.get(name, value) for name, value in (case.path_parameters or {}).items()}
        if "kind" in case.path_parameters:
            case.query = {name: value for name, value in (case.query or {}).items() if name != "q"}
        if isinstance(case.body, dict) and "areas" in case.operation.body[0].definition["schema"].get("properties", {}):
            case.body = {**case.body, "areas": areas, "stage": "", "none": not areas, "seen": "", "mine": ""}
        return case

    wrong = st.one_of(*[each.as_strategy(generation_mode=GenerationMode.NEGATIVE) for each in found])
    right = st.one_of(*[each.as_strategy() for each in found])
    real = st.builds(known, right, st.fixed_dictionaries(given), st.lists(st.sampled_from("1234567"), unique=True))
    return st.one_of(wrong, real, real)


def send(case: Any, **credentials: Any) -> Any:
    """Ask for it as a program of this host."""
    headers = {"origin": HOME, **credentials.get("headers", {})}
    return case.call(base_url=HOME, headers=headers, cookies=credentials.get("cookies", {}))


def run(described: Any, office: Office, *, count: int, **credentials: Any) -> Counter[int]:
    """Send so many cases: how many were answered with which status."""
    statuses: Counter[int] = Counter()

    @seed(20261125)
    @settings(max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases(described, office.passages))
    def ask(case: Any) -> None:
        answer = send(case, **credentials)
        statuses[answer.status_code] += 1
        case.validate_response(answer, excluded_checks=[MAY_REFUSE])

    ask()
    return statuses


def run_as(lead: Visitor, described: Any, office: Office, *, count: int) -> Counter[int]:
    """The same, in the sitting of a lead."""
    name = office.desk.safety.cookie
    signed = {"headers": {"x-form-token": lead.token()}, "cookies": {name: lead.client.cookies.get(name)}}
    statuses = run(described, office, count=count, **signed)
    assert max(statuses) < 500 and {200, 201, 404, 409, 422} <= set(statuses), statuses
    assert sum(statuses.values()) >= count
    assert Judgements(office.store.engine).verify() == []
    return statuses


def test_answers_are_as_described_and_none_is_a_fault_of_ours(described: Any, office: Office, lead: Visitor) -> None:
    run_as(lead, described, office, count=QUICK)


@pytest.mark.slow
def test_two_thousand_cases_meet_no_fault_of_ours(described: Any, office: Office, lead: Visitor) -> None:
    run_as(lead, described, office, count=LONG)


def test_nobody_is_told_anything_and_keeps_nothing(described: Any, office: Office) -> None:
    before = len(Judgements(office.store.engine).events())
    statuses = run(described, office, count=60)
    assert set(statuses) <= {400, 401, 403, 404, 405, 413, 422} and statuses[401], statuses
    assert len(Judgements(office.store.engine).events()) == before
