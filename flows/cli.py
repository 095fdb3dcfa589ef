"""The command line. Heavy parts are imported inside commands, so that help answers at once."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from corpus.errors import BadInput, BamsatError
from flows.settings import VERSION, Settings, read_settings

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


class State:
    """Options that stand before the command."""

    home: Path | None = None


def settings() -> Settings:
    """Settings from the environment and the options."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings say less than our reasons
    return read_settings(os.environ, home=State.home)


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
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def run(
    demo: Annotated[bool, typer.Option("--demo", help="Chạy trên báo mẫu ở máy này (the demo newspaper).")] = False,
    source: Annotated[list[str] | None, typer.Option("--source", help="Chỉ nguồn này; lặp lại được.")] = None,
    as_json: AsJson = False,
) -> None:
    """Lượt chạy hằng ngày: thu thập, phân loại, đếm độ bao phủ (the daily flow under Prefect)."""
    from flows.running import run_daily

    raise typer.Exit(run_daily(settings(), demo=demo, sources=source, as_json=as_json))


@app.command()
def harvest(
    source: Annotated[str, typer.Argument(help="Mã nguồn, xem bamsat sources (source slug).")],
    as_json: AsJson = False,
) -> None:
    """Thu thập một nguồn, chưa phân loại (collect one source)."""
    from flows.running import run_harvest

    raise typer.Exit(run_harvest(settings(), source=source, now=now, as_json=as_json))


@app.command(name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Tệp và thư mục: HTML, văn bản, JSON Lines (.gz được).")],
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
    from flows.running import run_import

    raise typer.Exit(
        run_import(
            settings(), paths, mapping=fields, source=source, again=again, judge=classify, now=now, as_json=as_json
        )
    )


@app.command()
def classify(as_json: AsJson = False) -> None:
    """Phân loại mọi văn bản còn chờ (judge what is pending)."""
    from flows.running import run_classify

    raise typer.Exit(run_classify(settings(), now=now, as_json=as_json))


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
    from flows.commands import show_coverage

    show_coverage(settings(), since=since, until=until, everywhere=everywhere, as_json=as_json)


@app.command()
def show(
    passage: Annotated[str, typer.Argument(help="Mã đoạn, vài ký tự đầu là đủ (beginning of a passage id).")],
    as_json: AsJson = False,
) -> None:
    """Một đoạn với mọi điều biết về nó (everything about a passage)."""
    from flows.commands import show_one

    show_one(settings(), passage, as_json=as_json)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Gõ dấu thì tìm đúng dấu; không dấu thì tìm mọi cách viết.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Nhiều nhất bao nhiêu đoạn.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Tìm đoạn (search; marks typed find exactly that, no marks find all)."""
    from flows.commands import search_for

    search_for(settings(), " ".join(words), limit=limit, as_json=as_json)


@app.command()
def read(
    where: Annotated[str, typer.Argument(help="Tệp hoặc địa chỉ (path or URL).")],
    as_json: AsJson = False,
) -> None:
    """Đọc một trang hay tệp và in ra, không lưu gì (print the Document, store nothing)."""
    from flows.looking import read_one

    read_one(settings(), where, now=now, as_json=as_json)


@app.command()
def judge(
    file: Annotated[
        Path | None, typer.Argument(help="JSON Lines (key, text, title, before, after, published) hoặc văn bản.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Luôn là JSON Lines (always JSON Lines).")] = True,
) -> None:
    """Phân loại đoạn từ tệp hay đầu vào chuẩn, không lưu gì (judge passages, one JSON line each)."""
    from flows.looking import judge_stream

    raise typer.Exit(judge_stream(settings(), file))


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="Tệp ra: .csv, .xlsx, .parquet hoặc .jsonl.")],
    as_json: AsJson = False,
) -> None:
    """Xuất các đoạn đã phân loại (export judged passages)."""
    from flows.commands import export_to

    export_to(settings(), path, now=now(), as_json=as_json)


@app.command()
def sources(as_json: AsJson = False) -> None:
    """Các nguồn đã khai báo và tình trạng của chúng (declared sources)."""
    from flows.commands import list_sources

    list_sources(settings(), as_json=as_json)


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
    from flows.looking import check_codebook

    raise typer.Exit(check_codebook(path, as_json=as_json))


@taxonomy_app.command(name="show")
def taxonomy_show(
    area: Annotated[str | None, typer.Argument(help="Mã mảng 1-7; bỏ trống thì liệt kê cả bảy.")] = None,
    as_json: AsJson = False,
) -> None:
    """Đọc sổ mã (read the codebook)."""
    from flows.looking import show_codebook

    show_codebook(area, as_json=as_json)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Khám máy: phiên bản, kho, mô hình, ổ đĩa, kèm cách chữa (check the installation)."""
    from flows.doctor import examine

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


def main() -> NoReturn:
    """Entry point of the console script."""
    sys.exit(guarded(app))


if __name__ == "__main__":
    main()
