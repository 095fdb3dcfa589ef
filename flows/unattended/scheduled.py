"""The flows that run by schedule. Their first lines and parameters are read by people on Prefect's page.

Each is a thin wrapping of what a command does, watched (:mod:`flows.unattended.watched`); the times are in
:mod:`flows.unattended.deployments`. Import this module after :func:`flows.unattended.orchestration.prepare`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from corpus.audit.samples import Audits
from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput, BamsatError
from corpus.sources.vitals import last_read
from corpus.store import Store
from flows import daily as daily_flows
from flows.acquisition.sources import alive, publisher_named
from flows.commands.backup_cli import KEEP
from flows.health.backing_up import make_backup
from flows.health.doctor import examined
from flows.health.finding import Finding
from flows.judging.counted import counted_model
from flows.runs.manifest import FOLDER, notes_of
from flows.runs.run import Run
from flows.runs.window import Window
from flows.settings import Settings
from flows.unattended.alerts import send_once, silence
from flows.unattended.day_artifacts import leave_artifacts
from flows.unattended.metrics_door import read_review
from flows.unattended.smoke_run import smoke_under_watch
from flows.unattended.watched import Watched, hanging

LABELS = "labelled set"
"""What training names where nobody labelled anything since: nothing is wrong then, and nothing to propose."""

STATES = {"done": "xong", "partial": "xong một phần, lượt sau làm tiếp", "failed": "hỏng", "interrupted": "bị ngắt"}


def _now() -> datetime:
    return datetime.now(UTC)


@flow(name="hang-ngay", persist_result=False)
def every_day(sources: list[str] | None = None) -> State[Any]:
    """Lượt hằng ngày: thu thập các nguồn còn sống, phân loại đoạn mới, đếm độ bao phủ.

    Args:
        sources: Mã các nguồn muốn thu thập (xem bamsat sources); bỏ trống là mọi nguồn còn sống đã đến hạn.
    """
    with Watched("hang-ngay", now=_now) as watched:
        review = read_review(os.environ)
        home = str(watched.settings.home)
        with daily_flows.without_pulse():
            report = watched.patiently(lambda: daily_flows.daily(sources=sources, home=home))
        notes = notes_of(watched.settings.home / FOLDER, report.run)
        watched.told(report.run, report.state, notes, report.failures)
        if report.alarms:
            lines = [f"{alarm.source}: {alarm.words}" for alarm in report.alarms]
            watched.alert("health", "nguồn đọc khác thường", *lines, run=report.run)
        leave_artifacts(watched.settings, report.coverage, review=review, today=_today())
        return _ended(report.run, report.state)


@flow(name="chay-thu", persist_result=False)
def try_fixed_pages() -> State[Any]:
    """Chạy thử hằng ngày: đọc và phân loại vài trang cố định đã biết trước kết quả; sai thì báo động."""
    with Watched("chay-thu", now=_now) as watched:
        return smoke_under_watch(watched)


@flow(name="lay-bu", persist_result=False)
def fill_gaps(source: str = "", days: int = 365, budget: int = 100) -> State[Any]:
    """Lấy bù: những bài đã đăng mà chưa đọc, cũ nhất trước, mỗi lượt một ít.

    Args:
        source: Mã một nguồn; bỏ trống là mọi nguồn còn sống.
        days: Lấy bù trong bao nhiêu ngày gần đây, từ 1 trở lên.
        budget: Mỗi nguồn nhiều nhất bao nhiêu địa chỉ trong lượt này, từ 1 trở lên.

    Raises:
        BadInput: a number below 1, or an unknown source.
    """
    with Watched("lay-bu", now=_now) as watched:
        if days < 1 or budget < 1:
            raise BadInput("phải từ 1 trở lên (from 1 up)", where="days, budget")
        slugs = [source] if source else alive(_today())
        publishers = [publisher_named(slug) for slug in slugs]
        window = Window(_today() - timedelta(days=days), _today())

        def work() -> Run:
            with Run(watched.settings, kind="backfill", now=_now, step=daily_flows.as_task) as run:
                for publisher in publishers:
                    run.backfill(publisher, window, budget=budget)
                run.check_vitals()
            return run

        run = watched.patiently(work)
        watched.told(run.id, run.state, run.notes, run.failures)
        return _ended(run.id, run.state)


@flow(name="ban-dem", persist_result=False)
def every_night(keep: int = KEEP) -> State[Any]:
    """Ban đêm: sao lưu kho và kiểm lại bản sao, khám máy, xem nguồn có im lặng và lượt chạy có treo.

    Args:
        keep: Giữ bao nhiêu bản sao mới nhất, từ 1 trở lên.
    """
    with Watched("ban-dem", now=_now) as watched:
        settings = watched.settings
        findings = [*_backed_up(settings, keep=keep), *examined(settings, now=_now())]
        lines = [f"{each.what}: {each.seen}. → {each.mend}" for each in findings if not each.fine]
        if lines:
            watched.alert("health", f"{len(lines)} chỗ", *lines)
        if hangs := hanging(settings.home, now=_now()):
            watched.alert("zombie", "lượt chạy treo", hangs)
        if _has_store(settings):
            with Store(settings.store) as store:
                quiet = silence(last_read(store.engine), now=_now(), days=watched.receivers.silence_days)
            if quiet is not None:
                send_once([quiet], watched.receivers, home=settings.home, now=_now())
        create_markdown_artifact(key="health", markdown=_as_markdown(findings), description="Khám máy ban đêm")
        told = f"{len(findings) - len(lines)} điều tốt, {len(lines)} chỗ hỏng"
        return Completed(name="Findings" if lines else None, message="; ".join([told, *lines]))


@flow(name="mau-kiem-dinh", persist_result=False)
def draw_audit(period: str = "", size: int = 120) -> State[Any]:
    """Rút mẫu kiểm định: đoạn ngẫu nhiên của một kỳ để người đọc chấm; mỗi kỳ chỉ rút một lần.

    Args:
        period: Kỳ cần rút, ví dụ 2026-10; bỏ trống là tháng trước.
        size: Số đoạn cần rút, từ 1 trở lên (xem bamsat audit plan).

    Raises:
        BadInput: nothing of the period that was asked for was judged.
    """
    with Watched("mau-kiem-dinh", now=_now) as watched:
        wanted = period or month_before(_today())
        if not _has_store(watched.settings):
            return Completed(name="Skipped", message="chưa có kho")
        with Store(watched.settings.store) as store:
            audits = Audits(store.engine)
            if any(each.id == wanted for each in audits.all()):
                return Completed(name="Skipped", message=f"kỳ {wanted} đã rút rồi")
            try:
                drawn = audits.draw(
                    wanted,
                    size=size,
                    seed=int("".join(filter(str.isdigit, wanted))),
                    model=counted_model(store, watched.settings.models) or "",
                    taxonomy=load_taxonomy().version,
                    now=_now(),
                )
            except BadInput as error:
                return _nothing_yet(error, asked=period)
        told = f"kỳ {wanted}: rút {sum(drawn.drawn.values())} trong {drawn.population} đoạn"
        where = f"{read_review(os.environ)}/duyet"
        text = f"Mẫu kiểm định {told}. Chấm ở [hàng chờ của bàn duyệt]({where}); tiến độ: `bamsat audit list`."
        create_markdown_artifact(key="audit", markdown=text, description="Mẫu kiểm định vừa rút")
        return Completed(message=told)


@flow(name="bao-cao-tuan", persist_result=False)
def write_report(period: str = "", layout: str = "party") -> State[Any]:
    """Báo cáo hằng tuần: viết báo cáo của kỳ ra tệp DOCX và HTML trong thư mục reports; số liệu biết đến hôm nay.

    Args:
        period: Kỳ báo cáo, ví dụ 2026-10, 2026-Q3, 2026-H1; bỏ trống là tháng đang chạy.
        layout: Thể thức: party (văn bản của Đảng) hay state (văn bản hành chính).

    Raises:
        BadInput: the period that was asked for is none, or nothing was judged by then.
    """
    from flows.reports.report_file import write_report as write
    from flows.reports.reporting import Asked

    with Watched("bao-cao-tuan", now=_now) as watched:
        settings = watched.settings
        if not _has_store(settings):
            return Completed(name="Skipped", message="chưa có kho")
        asked = Asked(period or f"{_today():%Y-%m}", as_of=_today())
        folder = settings.home / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for ending in (".docx", ".html"):
                to = folder / f"{asked.period}{ending}"
                done = write(settings, asked, to=to, layout=layout, letterhead=None, pictures=True)
        except BadInput as error:
            return _nothing_yet(error, asked=period)
        told = f"{folder / asked.period}.docx và .html: {done.passages} đoạn, {done.notes} chú thích"
        review = read_review(os.environ)
        text = f"Kỳ {asked.period}, số liệu biết đến {asked.as_of}: {told}. Đối chiếu ở [bàn duyệt]({review}/)."
        create_markdown_artifact(key="report", markdown=text, description="Báo cáo vừa viết")
        return Completed(message=told)


@flow(name="de-xuat-mo-hinh", persist_result=False)
def propose_model(seed: int = 0) -> State[Any]:
    """Đề xuất mô hình: thử học lại từ nhãn đã có; đạt thì nói để người quyết, không tự đổi mô hình.

    Args:
        seed: Mầm ngẫu nhiên.
    """
    from flows.retrain import Retrained, retrain, shipped_prior

    with Watched("de-xuat-mo-hinh", now=_now) as watched:

        def work() -> Retrained | BadInput:
            with Run(watched.settings, kind="propose", now=_now, step=daily_flows.as_task) as run:
                run.model()
                try:
                    done = retrain(
                        store=run.store,
                        models=watched.settings.models,
                        taxonomy=run.taxonomy,
                        seed=seed,
                        now=_now(),
                        dry_run=True,
                        prior=shipped_prior(run.taxonomy),
                    )
                except BadInput as error:
                    if error.where != LABELS:
                        raise
                    return error
                run.account(done.accounting, {})
                return done

        done = watched.patiently(work)
        if isinstance(done, BadInput):
            return Completed(name="Skipped", message=str(done))
        card, ruling = done.trial.card, done.trial.ruling
        says = "đạt: chạy bamsat retrain để đưa vào dùng" if ruling.passed else "không đạt, giữ mô hình đang dùng"
        lines = [f"Ứng viên {card.id} so với {done.before}: {says}", *(f"- {reason}" for reason in ruling.reasons)]
        lines.append(f"[Các mô hình ở bàn duyệt]({read_review(os.environ)}/mo-hinh). Không mô hình nào tự được đổi.")
        create_markdown_artifact(key="proposal", markdown="\n".join(lines), description="Đề xuất mô hình")
        return Completed(message=lines[0])


def month_before(today: date) -> str:
    """The month before a day's, as ``2026-10``."""
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def _nothing_yet(error: BadInput, *, asked: str) -> State[Any]:
    """Skipped, where it is the schedule's own period that has nothing yet; what a person asked for is refused.

    Raises:
        BadInput: the error itself.
    """
    if asked:
        raise error
    return Completed(name="Skipped", message=str(error))


def _has_store(settings: Settings) -> bool:
    """Whether there is a store yet, so that looking makes none."""
    return "://" in settings.store or Path(settings.store).exists()


def _today() -> date:
    return _now().date()


def _ended(run: str, state: str) -> State[Any]:
    told = f"lượt {run}: {STATES[state]}"
    if state == "failed":
        return Failed(message=told)
    return Completed(name="Partial" if state == "partial" else None, message=told)


def _backed_up(settings: Settings, *, keep: int) -> list[Finding]:
    """The nightly backup as a finding."""
    if not _has_store(settings):
        return [Finding("Sao lưu đêm nay", True, "chưa có kho")]
    if "://" in settings.store:
        return []
    try:
        file, manifest, _ = make_backup(settings, to=None, keep=keep, all_again=False, now=_now())
    except BamsatError as error:
        return [Finding("Sao lưu đêm nay", False, str(error), "sửa rồi chạy bamsat backup")]
    return [Finding("Sao lưu đêm nay", True, f"{file.name}, {manifest.documents} văn bản, đã kiểm lại")]


def _as_markdown(findings: list[Finding]) -> str:
    lines = ["| | điều xem | thấy gì | cách chữa |", "|---|---|---|---|"]
    for each in findings:
        cells = (part.replace("|", "/").replace("\n", " ") for part in (each.what, each.seen, each.mend))
        lines.append(f"| {'tốt' if each.fine else '**hỏng**'} | {' | '.join(cells)} |")
    return "\n".join(lines)
