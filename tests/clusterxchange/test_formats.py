"""Dates are British: in lists of the admin, and where editors type them."""

import datetime

from django import forms
from django.template import Context, Template
from django.utils import formats


def test_dates_and_times_are_written_as_in_britain() -> None:
    moment = datetime.datetime(2020, 2, 3, 13, 5, tzinfo=datetime.UTC)
    written = Template("{{ moment }}, {{ moment.date }}, {{ time }}")
    assert written.render(Context({"moment": moment, "time": datetime.time(14, 5)})) == (
        "3 February 2020, 14:05, 3 February 2020, 14:05"
    )
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_the_day_stands_before_the_month() -> None:
    field = forms.DateField()
    day = datetime.date(2020, 2, 3)
    typed = ("2020-02-03", "03/02/2020", "3 February 2020", "3 Feb 2020")
    assert [field.clean(text) for text in typed] == [day] * 4
