"""A progress bar for whatever takes longer than two seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lianxin.interfaces.jobs.language import spoken


@contextmanager
def bar(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show how much of something is done; call what it yields with each further number of steps.

    `what` is a word of the console, and stands there in the terminal's language.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(spoken(what), total=total)
        yield lambda steps: progress.advance(task, steps)
