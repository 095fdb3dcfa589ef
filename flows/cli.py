"""The command line. Heavy parts are imported inside commands, so that help answers at once."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from corpus.errors import BadInput, BamsatError
from flows.commands.archive_cli import register as register_archive
from flows.commands.audit_cli import audit_app
from flows.commands.backup_cli import register as register_backup
from flows.commands.coverage_cli import register as register_coverage
from flows.commands.definition_cli import register as register_definitions
from flows.commands.events_cli import register as register_events
from flows.commands.report_cli import register as register_reports
from flows.commands.research_cli import register as register_research
from flows.commands.review_cli import register as register_review
from flows.commands.serve_cli import register as register_serve
from flows.runs.logs import kept_logs
from flows.settings import VERSION, Settings, read_cluster, read_settings

app = typer.Typer(
    name="bamsat",
    help="Bám Sát: báo và báo cáo của tỉnh nói gì về việc thực hiện bảy nhiệm vụ, với bằng chứng mở ra được.\n\n"
    "(What the province's press and reports tell of the seven tasks, with evidence that opens.)",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
Since = Annotated[str | None, typer.Option("--since", help="Từ tháng YYYY-MM (first month).")]
Until = Annotated[str | None, typer.Option("--until", help="Đến tháng YYYY-MM (last month).")]


Cluster = Annotated[
    str | None,
    typer.Option("--cluster", help="Bộ điều phối Dask, tcp://máy:8786; mặc định $BAMSAT_CLUSTER (a Dask cluster)."),
]


class State:
    """Options that stand before the command."""

    home: Path | None = None


def settings(*, cluster: str | None = None) -> Settings:
    """Settings from the environment and the options."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings say less than our reasons
    found = read_settings(os.environ, home=State.home)
    return found if cluster is None else replace(found, cluster=read_cluster(cluster, where="--cluster"))


def now() -> datetime:
    """The clock, in UTC."""
    return datetime.now(UTC)


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", help="Thư mục dữ liệu; mặc định $BAMSAT_HOME hoặc ./var (data folder).")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="In phiên bản (print the version).")] = False,
) -> None:
    """Options for every command."""
    State.home = home
    if version:
        typer.echo(f"bamsat {VERSION}")
        raise typer.Exit
    context.with_resource(kept_logs(settings().home, os.environ, now=now()))
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def run(
    demo: Annotated[bool, typer.Option("--demo", help="Chạy trên báo mẫu ở máy này (the demo newspaper).")] = False,
    source: Annotated[list[str] | None, typer.Option("--source", help="Chỉ nguồn này; lặp lại được.")] = None,
    cluster: Cluster = None,
    as_json: AsJson = False,
) -> None:
    """Lượt chạy hằng ngày: thu thập, phân loại, đếm độ bao phủ (the daily flow under Prefect)."""
    from flows.commands.running import run_daily

    raise typer.Exit(run_daily(settings(cluster=cluster), demo=demo, sources=source, as_json=as_json))


@app.command()
def harvest(
    source: Annotated[str, typer.Argument(help="Mã nguồn, xem bamsat sources (source slug).")],
    since: Annotated[
        str | None, typer.Option("--since", help="Lấy bù từ ngày YYYY-MM-DD hay tháng YYYY-MM (backfill from).")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Lấy bù đến ngày hay hết tháng này (backfill to).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ xem danh mục và đếm chỗ còn thiếu, không lấy bài (plan only).")
    ] = False,
    budget: Annotated[
        int, typer.Option("--budget", min=1, help="Nhiều nhất bao nhiêu địa chỉ trong lượt lấy bù này.")
    ] = 500,
    as_json: AsJson = False,
) -> None:
    """Thu thập một nguồn, chưa phân loại; có --since/--until thì lấy bù từ chỗ trống cũ nhất (collect or backfill)."""
    from flows.commands.acquiring import run_harvest

    raise typer.Exit(
        run_harvest(
            settings(),
            source=source,
            since=since,
            until=until,
            dry_run=dry_run,
            budget=budget,
            now=now,
            as_json=as_json,
        )
    )


@app.command()
def reread(
    source: Annotated[str | None, typer.Option("--source", help="Chỉ nguồn này (source slug).")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Chỉ trang lấy về từ ngày này, YYYY-MM-DD.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ nói cái gì sẽ khác (store nothing).")] = False,
    cluster: Cluster = None,
    as_json: AsJson = False,
) -> None:
    """Đọc lại từ kho lưu, không qua mạng, và nói cái gì khác (extract again from the archive)."""
    from flows.commands.acquiring import run_reread

    where = settings(cluster=cluster)
    raise typer.Exit(run_reread(where, source=source, since=since, dry_run=dry_run, now=now, as_json=as_json))


@app.command()
def quarantine(
    source: Annotated[str | None, typer.Option("--source", help="Chỉ nguồn này (source slug).")] = None,
    words: Annotated[str, typer.Option("--words", help="Chữ có trong lý do (words of the reason).")] = "",
    as_json: AsJson = False,
) -> None:
    """Những gì chưa đọc được và vì sao (what could not be read)."""
    from flows.commands.acquiring import show_quarantine

    show_quarantine(settings(), source=source, words=words, as_json=as_json)


@app.command()
def replay(
    items: Annotated[list[str] | None, typer.Argument(help="Mục cần thử lại; bỏ trống là tất cả (items).")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Chỉ nguồn này (source slug).")] = None,
    words: Annotated[str, typer.Option("--words", help="Chữ có trong lý do (words of the reason).")] = "",
    as_json: AsJson = False,
) -> None:
    """Thử lại những gì ở khu cách ly (try again what is in quarantine)."""
    from flows.commands.acquiring import run_replay

    raise typer.Exit(run_replay(settings(), items=items or [], source=source, words=words, now=now, as_json=as_json))


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="Thư mục để báo cáo (folder of reports).")],
    every: Annotated[float, typer.Option("--every", min=1.0, help="Bao nhiêu giây xem một lần (seconds).")] = 30.0,
    once: Annotated[bool, typer.Option("--once", help="Nhập những gì đang có rồi dừng (one pass).")] = False,
    as_json: AsJson = False,
) -> None:
    """Trông một thư mục: tệp nào bỏ vào thì nhập và phân loại (watch a folder)."""
    from flows.commands.acquiring import run_watch

    raise typer.Exit(run_watch(settings(), folder, every=every, once=once, now=now, as_json=as_json))


@app.command(name="import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Tệp và thư mục: HTML, văn bản, PDF, DOC(X), RTF, WARC, JSON Lines.")
    ],
    fields: Annotated[
        str, typer.Option("--map", help="Ánh xạ trường JSON, ví dụ title=tieu_de,text=noi_dung (map fields).")
    ] = "",
    source: Annotated[
        str | None, typer.Option("--source", help="Mã nguồn của mọi mục; mặc định theo tên tệp (source slug).")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Đọc lại cả những gì đã đọc (read again).")] = False,
    classify: Annotated[
        bool, typer.Option("--classify/--no-classify", help="Phân loại ngay sau khi nhập (judge at once).")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Nhập tệp và thư mục, đọc và phân loại như trang thu thập (import files)."""
    from flows.commands.running import run_import

    raise typer.Exit(
        run_import(
            settings(), paths, mapping=fields, source=source, again=again, judge=classify, now=now, as_json=as_json
        )
    )


@app.command()
def classify(cluster: Cluster = None, as_json: AsJson = False) -> None:
    """Phân loại mọi văn bản còn chờ (judge what is pending)."""
    from flows.commands.running import run_classify

    raise typer.Exit(run_classify(settings(cluster=cluster), now=now, as_json=as_json))


@app.command()
def tally(
    since: Since = None,
    until: Until = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Đếm cả tỉnh khác và không rõ nơi (all provinces).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Độ bao phủ: bảy mảng × tháng, kèm mẫu số (coverage with denominators)."""
    from flows.commands.store_views import show_coverage

    show_coverage(settings(), since=since, until=until, everywhere=everywhere, as_json=as_json)


@app.command()
def show(
    passage: Annotated[str, typer.Argument(help="Mã đoạn, vài ký tự đầu là đủ (beginning of a passage id).")],
    as_json: AsJson = False,
) -> None:
    """Một đoạn với mọi điều biết về nó (everything about a passage)."""
    from flows.commands.store_views import show_one

    show_one(settings(), passage, as_json=as_json)


@app.command()
def stories(
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="Bao nhiêu tin nhiều nơi đăng nhất.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Tin nào do nhiều nơi đăng: đăng lại, sửa, cắt, xào, dịch (one story, its carriers)."""
    from flows.commands.store_views import show_stories

    show_stories(settings(), limit=limit, as_json=as_json)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Gõ dấu thì tìm đúng dấu; không dấu thì tìm mọi cách viết.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Nhiều nhất bao nhiêu đoạn.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Tìm đoạn (search; marks typed find exactly that, no marks find all)."""
    from flows.commands.store_views import search_for

    search_for(settings(), " ".join(words), limit=limit, as_json=as_json)


@app.command()
def read(
    where: Annotated[str, typer.Argument(help="Tệp hoặc địa chỉ (path or URL).")],
    as_json: AsJson = False,
) -> None:
    """Đọc một trang hay tệp và in ra, không lưu gì (print the Document, store nothing)."""
    from flows.commands.looking import read_one

    read_one(settings(), where, now=now, as_json=as_json)


@app.command()
def judge(
    file: Annotated[
        Path | None, typer.Argument(help="JSON Lines (key, text, title, before, after, published) hoặc văn bản.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Luôn là JSON Lines (always JSON Lines).")] = True,
) -> None:
    """Phân loại đoạn từ tệp hay đầu vào chuẩn, không lưu gì (judge passages, one JSON line each)."""
    from flows.commands.looking import judge_stream

    raise typer.Exit(judge_stream(settings(), file))


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="Tệp ra: .csv, .xlsx, .parquet hoặc .jsonl.")],
    as_json: AsJson = False,
) -> None:
    """Xuất các đoạn đã phân loại (export judged passages)."""
    from flows.commands.store_views import export_to

    export_to(settings(), path, now=now(), as_json=as_json)


sources_app = typer.Typer(help="Các nguồn (sources).", rich_markup_mode=None)
app.add_typer(sources_app, name="sources")


@sources_app.callback(invoke_without_command=True)
def sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Các nguồn đã khai báo và tình trạng của chúng (declared sources)."""
    if context.invoked_subcommand is None:
        from flows.commands.store_views import list_sources

        list_sources(settings(), today=now().date(), as_json=as_json)


@sources_app.command(name="check")
def sources_check(
    slugs: Annotated[list[str] | None, typer.Argument(help="Mã nguồn; bỏ trống là mọi nguồn còn sống.")] = None,
    sample: Annotated[int, typer.Option("--sample", min=1, max=20, help="Số bài lấy thử mỗi nguồn.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Lấy thử vài bài của mỗi nguồn và nói chỗ nào đã hỏng (fetch a sample, say what broke)."""
    from flows.acquisition.checking import check_sources

    raise typer.Exit(check_sources(settings(), slugs or [], sample=sample, now=now, as_json=as_json))


taxonomy_app = typer.Typer(help="Sổ mã: bảy mảng (the codebook).", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(taxonomy_app, name="taxonomy")


@taxonomy_app.command(name="check")
def taxonomy_check(
    path: Annotated[
        Path | None, typer.Argument(help="Tệp TOML; mặc định sổ mã đi kèm (default: the packaged one).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tìm chỗ chồng chéo, trùng lặp, thiếu trong sổ mã (find overlaps and duplicates)."""
    from flows.commands.looking import check_codebook

    raise typer.Exit(check_codebook(path, as_json=as_json))


@taxonomy_app.command(name="show")
def taxonomy_show(
    area: Annotated[str | None, typer.Argument(help="Mã mảng 1-7; bỏ trống thì liệt kê cả bảy.")] = None,
    as_json: AsJson = False,
) -> None:
    """Đọc sổ mã (read the codebook)."""
    from flows.commands.looking import show_codebook

    show_codebook(area, as_json=as_json)


Train = Annotated[
    list[Path] | None, typer.Option("--train", help="Tệp đoạn đã mã hóa, JSON Lines; lặp lại được (coded passages).")
]
Seed = Annotated[int, typer.Option("--seed", help="Mầm ngẫu nhiên (random seed).")]


@app.command()
def retrain(
    train: Train = None,
    seed: Seed = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ thử, không đổi gì trên kệ (change nothing).")] = False,
    from_scratch: Annotated[
        bool, typer.Option("--from-scratch", help="Học từ đầu, không giữ những gì mô hình kèm theo đã biết.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Huấn luyện lại từ nhãn đã có; chỉ đưa vào dùng khi qua cổng (retrain; promoted only if the gate passes)."""
    from flows.commands.models_cli import run_retrain

    raise typer.Exit(
        run_retrain(
            settings(),
            files=train or [],
            seed=seed,
            dry_run=dry_run,
            from_scratch=from_scratch,
            now=now,
            as_json=as_json,
        )
    )


models_app = typer.Typer(help="Các mô hình (models).", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models_app, name="models")
Because = Annotated[str, typer.Option("--because", help="Vì sao; được ghi lại (the reason, kept).")]


@models_app.command(name="list")
def models_list(as_json: AsJson = False) -> None:
    """Các mô hình trên kệ: đang dùng, ứng viên, đã thôi dùng (models and their profiles)."""
    from flows.commands.models_cli import list_models

    list_models(settings(), as_json=as_json)


@models_app.command(name="show")
def models_show(
    model: Annotated[str, typer.Argument(help="Mã mô hình, vài ký tự đầu là đủ (beginning of an id).")],
    as_json: AsJson = False,
) -> None:
    """Phiếu mô hình và lịch sử của nó (model card and history)."""
    from flows.commands.models_cli import show_model

    show_model(settings(), model, as_json=as_json)


@models_app.command(name="promote")
def models_promote(
    model: Annotated[str, typer.Argument(help="Mã mô hình, vài ký tự đầu là đủ (beginning of an id).")],
    because: Because = "",
    as_json: AsJson = False,
) -> None:
    """Đưa một mô hình vào dùng bằng tay; không đạt thì phải nói vì sao (put into use by hand)."""
    from flows.commands.models_cli import promote_model

    promote_model(settings(), model, because=because, now=now, as_json=as_json)


@models_app.command(name="rollback")
def models_rollback(because: Because = "", as_json: AsJson = False) -> None:
    """Trở lại mô hình dùng trước đó (put the model used before back into use)."""
    from flows.commands.models_cli import roll_back

    roll_back(settings(), because=because, now=now, as_json=as_json)


@models_app.command(name="compare")
def models_compare(
    train: Train = None,
    on: Annotated[
        list[Path] | None, typer.Option("--on", help="Đo trên tệp này thay phần giữ lại (measure on a file).")
    ] = None,
    apart: Annotated[
        bool, typer.Option("--apart", help="Không học những đoạn cùng nhóm hay gần giống với tệp --on (keep apart).")
    ] = False,
    unlabelled: Annotated[
        list[Path] | None, typer.Option("--unlabelled", help="Bài chưa gán nhãn, cho cách tự học (unlabelled texts).")
    ] = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Quy tắc, chữ, cả hai và mô hình đang dùng, cùng một phần đo (one table with intervals)."""
    from flows.commands.kinds_cli import compare_models

    compare_models(
        settings(),
        files=train or [],
        on=on or [],
        apart=apart,
        unlabelled=unlabelled or [],
        seed=seed,
        as_json=as_json,
    )


@models_app.command(name="backcast")
def models_backcast(
    model: Annotated[str, typer.Argument(help="Mã mô hình, vài ký tự đầu là đủ (beginning of an id).")],
    months: Annotated[int, typer.Option("--months", min=0, help="Bao nhiêu tháng gần đây; 0 là tất cả.")] = 0,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Lịch sử theo mô hình này và theo mô hình đang dùng, chênh bao nhiêu (history by both models)."""
    from flows.commands.models_cli import backcast_models

    backcast_models(settings(), model, months=months or None, seed=seed, as_json=as_json)


@models_app.command(name="bench")
def models_bench(
    file: Annotated[Path, typer.Argument(help="Tập có nhãn, JSON Lines (a labelled set).")],
    text: Annotated[str, typer.Option("--text", help="Trường lời (field of the text).")] = "text",
    label: Annotated[str, typer.Option("--label", help="Trường nhãn, chữ hoặc danh sách (field of labels).")] = "label",
    split: Annotated[
        str, typer.Option("--split", help="Trường chia train/test; bỏ trống thì chia 5 phần (field of the split).")
    ] = "",
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Cùng cách học trên một tập công khai, để so với bảng đã công bố (the pipeline on a public set)."""
    from flows.commands.models_cli import bench_file

    bench_file(file, text=text, label=label, split_field=split, seed=seed, as_json=as_json)


@models_app.command(name="agreement")
def models_agreement(seed: Seed = 0, as_json: AsJson = False) -> None:
    """Người đọc thống nhất đến đâu, từng mảng: alpha của Krippendorff (agreement by area)."""
    from flows.commands.models_cli import show_agreement

    show_agreement(settings(), seed=seed, as_json=as_json)


@models_app.command(name="learning-curve")
def models_learning_curve(train: Train = None, seed: Seed = 0, as_json: AsJson = False) -> None:
    """Thêm nhãn thì thêm được bao nhiêu điểm (learning curve, and how many more labels)."""
    from flows.commands.models_cli import show_curve

    show_curve(settings(), files=train or [], seed=seed, as_json=as_json)


@models_app.command(name="suspects")
def models_suspects(
    train: Train = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu nhãn.")] = 30,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Những nhãn đáng xem lại nhất (label-error candidates)."""
    from flows.commands.models_cli import show_suspects

    show_suspects(settings(), files=train or [], limit=limit, seed=seed, as_json=as_json)


dataset_app = typer.Typer(help="Tập đoạn đã gán nhãn (data set).", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(dataset_app, name="dataset")


@dataset_app.command(name="export")
def dataset_export(
    folder: Annotated[Path, typer.Argument(help="Thư mục ra (folder to write to).")],
    train: Train = None,
    as_json: AsJson = False,
) -> None:
    """Xuất các đoạn đã gán nhãn: Parquet, JSON Lines, DocBin, từ điển dữ liệu (export the labelled passages)."""
    from flows.reports.dataset import export_dataset

    export_dataset(settings(), folder, files=train or [], now=now(), as_json=as_json)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Khám máy: phiên bản, kho, mô hình, ổ đĩa, kèm cách chữa (check the installation)."""
    from flows.health.doctor import examine

    raise typer.Exit(examine(settings(), as_json=as_json))


def guarded(work: Callable[[], Any]) -> int:
    """Run the command line; what a user can mend becomes one clear line, a bug stays a traceback."""
    try:
        work()
    except BamsatError as error:
        if "--json" in sys.argv:
            typer.echo(json.dumps({"error": type(error).__name__, "message": str(error)}, ensure_ascii=False), err=True)
        else:
            typer.secho(f"Lỗi: {error}", fg=typer.colors.RED, err=True)
        return 2 if isinstance(error, BadInput) else 1
    except KeyboardInterrupt:
        typer.secho("Đã dừng. Chạy lại lệnh này: việc đã xong không làm lại.", fg=typer.colors.YELLOW, err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


register_definitions(taxonomy_app, models_app, settings=settings, now=now)
register_research(models_app, settings=settings)
register_review(app, settings=settings, now=now)
register_reports(app, settings=settings, now=now)
register_archive(app, settings=settings, now=now)
register_backup(app, settings=settings, now=now)
register_serve(app, settings=settings, now=now)
register_events(app, settings=settings, now=now)
app.add_typer(audit_app, name="audit")
register_coverage(app, audit_app, settings=settings, now=now)


def main() -> NoReturn:
    """Entry point of the console script."""
    sys.exit(guarded(app))


if __name__ == "__main__":
    main()
