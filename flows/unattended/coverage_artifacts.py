"""Coverage on Prefect's page: the table, and the chart as a picture within Markdown (Prefect strips inline SVG)."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.unattended.chart_page import ChartPage


def publish(page: ChartPage, *, key: str) -> None:
    """Leave the chart and its table on the page of the flow that runs.

    Args:
        key: name of the artifacts, small letters, digits and dashes; the table's ends in ``-table``.
    """
    create_markdown_artifact(key=key, markdown=page.markdown, description=page.title)
    create_table_artifact(key=f"{key}-table", table=page.table, description=page.subtitle)
