"""The smoke run by schedule: told where something is not as it must be, and shown on Prefect's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.runs.lock import run_lock
from flows.unattended.smoke import Checked, as_markdown, load_expected, smoke, tools_for
from flows.unattended.watched import Watched


def smoke_under_watch(watched: Watched) -> State[Any]:
    """Read and judge the fixed pages; a page that is not as it must be fails the run and is told."""

    def work() -> tuple[str, list[Checked]]:
        with run_lock(watched.settings.home, run="chay-thu"):
            tools = tools_for(watched.settings.models)
            return tools.judge.model_id, smoke(tools, load_expected())

    model, checked = watched.patiently(work)
    text = as_markdown(checked, model=model)
    create_markdown_artifact(key="smoke", markdown=text, description="Chạy thử trên trang cố định")
    return judged(checked, watched.alert)


def judged(checked: Sequence[Checked], alert: Callable[..., None]) -> State[Any]:
    """Failed where a page is wrong, with an alert that names each."""
    wrong = [f"{each.expected.article} ({each.expected.why}): {each.wrong}" for each in checked if each.wrong]
    if wrong:
        alert("failure", "chạy thử trên trang cố định", *wrong)
        return Failed(message=f"{len(wrong)}/{len(checked)} trang sai: " + "; ".join(wrong))
    return Completed(message=f"{len(checked)} trang cố định đều đúng")
