"""A scheme as pages show it, for staff and for everybody: what is looked at, how, and what follows."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.oversight.rules import evaluation as rules
from lianxin.casework.oversight.rules.evaluation import Measure
from lianxin.interfaces.web import figure_words
from lianxin.interfaces.web.labels import Words


def shown(scheme: rules.Scheme) -> dict[str, object]:
    """Return a scheme's lines for a template."""
    dimensions = [
        {
            "dimension": one,
            "indicators": [
                {"line": line, "how": how(line.measure), "domain": _domain(scheme, line.domain)}
                for line in scheme.indicators
                if line.dimension == one.code
            ],
        }
        for one in scheme.dimensions
    ]
    vetoes = [
        {
            "line": line,
            "how": how(line.measure),
            "on": _on(scheme, line.dimension),
            "domain": _domain(scheme, line.domain),
        }
        for line in scheme.vetoes
    ]
    return {
        "scheme": scheme,
        "dimensions": dimensions,
        "vetoes": vetoes,
        "service": round(min(_service(scheme, one.code) for one in scheme.domains)),
        "service_least": rules.SERVICE_LEAST,
    }


def _service(scheme: rules.Scheme, domain: str) -> float:
    return rules.service_percent(scheme.indicators_in(domain))


def _domain(scheme: rules.Scheme, code: str) -> str:
    found = scheme.domain(code)
    return found.name if found else ""


def _on(scheme: rules.Scheme, dimension: str) -> str:
    found = next((one for one in scheme.dimensions if one.code == dimension), None)
    if found is None:
        return _("leads to the lowest band, whatever else is met")
    return _("makes “%(dimension)s” not good") % {"dimension": found.name}


def how(measure: Measure) -> str:
    """Return how a line is decided: by a figure and its threshold, or by people."""
    if not measure.figure:
        return _("Evidence, reviewed by a person of another unit")
    said: Mapping[str, object] = {
        "figure": figure(measure.figure),
        "threshold": _threshold(measure),
        "scope": _SCOPES[measure.scope],
        "window": _window(measure),
        "fewest": measure.fewest,
    }
    return _("%(figure)s %(threshold)s · %(scope)s · %(window)s · at least %(fewest)s cases") % said


def figure(code: str) -> Words:
    """Return what a figure of the catalogue is called."""
    return figure_words.NAME.get(code, code)


def _window(measure: Measure) -> str:
    if not measure.months:
        return _("of the period")
    return _("of %(months)s months up to the end of the period") % {"months": measure.months}


def _threshold(measure: Measure) -> str:
    if measure.at_least is not None:
        return pgettext("threshold", "at least %(value)s") % {"value": f"{measure.at_least:g}"}
    return pgettext("threshold", "at most %(value)s") % {"value": f"{measure.at_most or 0:g}"}


_SCOPES: Mapping[rules.Scope, Words] = {
    rules.Scope(scope.value): said for scope, said in figure_words.SCOPE.items()
}
