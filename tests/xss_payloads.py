"""Texts that would run as a script where a page let them: 120, by the place that they try to break out of."""

from __future__ import annotations

RUN = "window.__ran=1"

_TAGS = (
    "<script>{run}</script>",
    "<SCRIPT>{run}</SCRIPT>",
    "<script >{run}</script >",
    "<script/x>{run}</script>",
    "<scr<script>ipt>{run}</scr</script>ipt>",
    "<img src=x onerror={run}>",
    '<img src="x" onerror="{run}">',
    "<img/src/onerror={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:{run}><text>x</text></a></svg>",
    "<math><mtext><img src=x onerror={run}></mtext></math>",
    "<math href=javascript:{run}>x</math>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<iframe src=javascript:parent.{run}></iframe>",
    "<object data=javascript:{run}></object>",
    "<embed src=javascript:{run}>",
    "<body onload={run}>",
    "<details open ontoggle={run}>x</details>",
    "<video><source onerror={run}></video>",
    "<audio src=x onerror={run}>",
    "<input autofocus onfocus={run}>",
    "<select autofocus onfocus={run}>",
    "<textarea autofocus onfocus={run}>",
    "<marquee onstart={run}>x</marquee>",
    "<a href=javascript:{run}>x</a>",
    "<a href='java\tscript:{run}'>x</a>",
    "<form action=javascript:{run}><button>x</button></form>",
    "<button formaction=javascript:{run}>x</button>",
    "<base href=javascript:{run}//>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<link rel=stylesheet href=javascript:{run}>",
    "<style>@import 'javascript:{run}'</style>",
    "<style onload={run}></style>",
    "<div style='background:url(javascript:{run})'>x</div>",
    "<template><script>{run}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={run}>'></noscript>",
    "<table background=javascript:{run}></table>",
    "<x onclick={run} tabindex=0 id=x>x</x>",
)
_OUT_OF = (
    "{tag}",
    "\"'>{tag}",
    "</textarea></title></template></script></style>{tag}<!--",
)
_HTMX = (
    "<b hx-on:load='{run}'>x</b>",
    "<b hx-get='/so-tay' hx-trigger='load[{run}]'>x</b>",
    "<b data-hx-on-htmx-load='{run}'>x</b>",
)


def payloads() -> list[str]:
    """120 texts, and three that speak to htmx."""
    tags = [tag.replace("{run}", RUN) for tag in _TAGS]
    plain = [form.replace("{tag}", tag) for form in _OUT_OF for tag in tags]
    return plain + [each.replace("{run}", RUN) for each in _HTMX]
