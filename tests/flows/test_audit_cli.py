"""``bamsat audit plan`` as it is typed."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from corpus.errors import BadInput
from flows.commands.audit_cli import audit_app


def typed(*words: str) -> str:
    result = CliRunner().invoke(audit_app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_plan_answers_with_labels_and_hours() -> None:
    told = typed("plan", "--width", "6", "--prevalence", "8")
    [found] = json.loads(typed("plan", "--width", "6", "--prevalence", "8", "--json"))
    assert f"chấm {found['needed']['labels']} đoạn" in told
    assert found["needed"]["width"] <= 0.06
    assert found["needed"]["labels"] < found["needed_without_model"]


def test_without_a_guess_of_the_share_several_are_shown() -> None:
    found = json.loads(typed("plan", "--json"))
    assert [each["guess"]["prevalence"] for each in found] == [0.01, 0.03, 0.08, 0.2]


def test_a_worse_model_asks_for_more_labels() -> None:
    [good] = json.loads(typed("plan", "--prevalence", "8", "--sensitivity", "0.9", "--json"))
    [poor] = json.loads(typed("plan", "--prevalence", "8", "--sensitivity", "0.6", "--json"))
    assert good["needed"]["labels"] < poor["needed"]["labels"]


def test_a_share_that_is_none_is_refused_by_the_name_of_its_option() -> None:
    result = CliRunner().invoke(audit_app, ["plan", "--prevalence", "0"])
    assert isinstance(result.exception, BadInput) and result.exception.where == "prevalence"
