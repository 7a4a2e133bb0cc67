"""The components every page is made of."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from hrdd.lib import drawings


def render(source: str, **context: object) -> str:
    request = RequestFactory().get("/list/", {"category": "PRI", "page": "2"})
    return Template(source).render(RequestContext(request, context))


class RiskForm(forms.Form):
    title = forms.CharField(label="Say it in one sentence", help_text="Name the <harm>.")
    nature = forms.ChoiceField(
        label="Has it happened?",
        widget=forms.RadioSelect,
        choices=[("actual", "Yes"), ("potential", "Not yet")],
    )
    scale = forms.ChoiceField(
        label="Scale",
        required=False,
        widget=forms.RadioSelect,
        choices=[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"), ("", "unknown")],
    )
    scale_reason = forms.CharField(label="Reason", widget=forms.Textarea)
    delay = forms.BooleanField(label="Waiting makes it worse", help_text="Say so.", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


def test_a_band_is_always_its_number_and_its_word() -> None:
    words = ["Minor", "Limited", "Serious", "Grave", "Extreme"]
    for value, word in enumerate(words, start=1):
        html = render("{% band value %}", value=value)
        assert f'class="band band-{value}"' in html
        assert f'<span class="band__n">{value}</span> <span class="band__word">{word}</span>' in html


def test_an_unknown_band_says_that_it_ranks_as_five() -> None:
    html = render('{% band None "small" %}')
    assert "band-unknown band--small" in html
    assert "Unknown, ranked as 5" in html


def test_a_measure_is_five_strokes_and_its_number() -> None:
    html = render("{% steps 3 %}")
    assert html.count("<i></i>") == 5
    assert "steps-3" in html
    assert '<span class="steps__n">3</span>' in html


def test_an_unknown_measure_is_drawn_open_and_read_out() -> None:
    html = render("{% steps None %}")
    assert "steps-unknown" in html
    assert '<span class="hidden-visually">Unknown, ranked as 5</span>' in html


def test_marks_follow_the_language_of_the_reader() -> None:
    here = render("{% band 4 %}")
    with translation.override("ar"):
        render("{% band 4 %}")
    assert render("{% band 4 %}") == here


def test_a_field_ties_its_hint_and_its_error_to_the_input() -> None:
    html = render("{% field form.title %}", form=RiskForm({}))
    assert '<label for="id_title">Say it in one sentence</label>' in html
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title-error">This field is required.' in html
    assert "Name the &lt;harm&gt;." in html


def test_a_field_keeps_what_was_typed_and_escapes_it() -> None:
    html = render("{% field form.title %}", form=RiskForm({"title": '"><script>'}))
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert "<script>" not in html


def test_radios_stand_in_a_fieldset_with_a_note_for_each() -> None:
    html = render(
        "{% field form.nature notes=notes row=True %}", form=RiskForm(), notes={"actual": "Counts as 5."}
    )
    assert '<fieldset class="field" id="id_nature"' in html
    assert "<legend>Has it happened?</legend>" in html
    assert html.count('<label class="choice"') == 2
    assert "choices--row" in html
    assert '<span class="choice__note">Counts as 5.</span>' in html


def test_a_single_checkbox_carries_its_own_label() -> None:
    html = render("{% field form.delay %}", form=RiskForm())
    assert html.count("<label") == 1
    assert 'aria-describedby="id_delay-hint"' in html
    assert 'id="id_delay-hint">Say so.' in html


def test_a_hidden_field_has_no_label() -> None:
    assert "<label" not in render("{% field form.version %}", form=RiskForm())


def test_the_summary_links_each_error_to_its_field() -> None:
    form = RiskForm({"title": "x", "scale_reason": "y", "version": "1"})
    form.is_valid()
    form.add_error(None, "Two people wrote at once.")
    html = render("{% errors_summary form %}", form=form)
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html
    assert "Not saved yet. 2 things need you." in html
    assert '<a href="#id_nature">Has it happened? This field is required.</a>' in html
    assert "<li>Two people wrote at once.</li>" in html


def test_no_errors_no_summary() -> None:
    assert render("{% errors_summary form other %}", form=RiskForm(), other=None) == ""


def test_a_rubric_offers_five_anchors_and_an_honest_unknown() -> None:
    anchors = {n: f"Anchor {n}" for n in range(1, 6)}
    html = render(
        '{% rubric form.scale anchors=anchors question="How grave?" reason=form.scale_reason %}',
        form=RiskForm(),
        anchors=anchors,
    )
    assert html.count('class="rubric__step"') == 5
    assert html.count('class="rubric__unknown"') == 1
    assert "Anchor 5" in html
    assert "How grave?" in html
    assert 'for="id_scale_reason"' in html


def test_the_path_ends_where_one_is() -> None:
    html = render('{% crumbs "Home" "/" name "/a" "R-6" %}', name="A <12>")
    assert '<li><a href="/">Home</a></li><li><a href="/a">A &lt;12&gt;</a></li><li>R-6</li>' in html


def test_pages_keep_the_filters() -> None:
    page = Paginator(range(60), 25).page(2)
    html = render('{% include "_components/pager.html" %}', page=page)
    assert "26 to 50 of 60" in html
    assert "?category=PRI&amp;page=1" in html
    assert "?category=PRI&amp;page=3" in html


def test_the_profile_names_its_cells_for_screen_readers() -> None:
    columns = [drawings.Column("PRI", "Privacy"), drawings.Column("CHI", "Child")]
    cells = [drawings.Cell(count=2, url="?band=5", label="2 risks, 5 Extreme, Privacy"), drawings.Cell()]
    profile = drawings.Profile(columns, [drawings.BandRow(5, cells)])
    html = render('{% include "_components/heatmap_profile.html" %}', profile=profile)
    assert '<a href="?band=5" aria-label="2 risks, 5 Extreme, Privacy">2</a>' in html
    assert '<th scope="col">' in html
    assert "none" in html
    assert '<td class="is-sum">2</td>' in html


def test_the_portfolio_tells_considered_from_not_yet_considered() -> None:
    cells = [drawings.Cell(band=4, label="4 Grave"), drawings.Cell(closed=True), drawings.Cell()]
    columns = [drawings.Column(code, code) for code in ("PRI", "CHI", "CUL")]
    row = drawings.AssessmentRow("Aster", "/a", "A-12", cells)
    html = render(
        '{% include "_components/heatmap_portfolio.html" %}', portfolio=drawings.Portfolio(columns, [row])
    )
    assert '<td class="fill-4" role="cell">' in html
    assert "considered, not relevant" in html
    assert "not considered yet" in html


@pytest.mark.parametrize(
    "name",
    ["empty", "messages", "preview", "progress", "slope", "tabs", "versions", "who_reads"],
)
def test_every_component_bears_missing_data(name: str) -> None:
    assert "<script" not in render(f'{{% include "_components/{name}.html" %}}')


def test_no_component_carries_inline_style_or_script() -> None:
    source = "{% band 5 %}{% steps 1 %}{% legend considered=True %}{% field form.title %}"
    assert "style=" not in render(source, form=RiskForm())


def test_a_register_page_of_marks_is_cheap_to_draw() -> None:
    template = Template(
        "{% for n in rows %}{% band 4 %}{% steps 3 %}{% steps None %}{% steps 5 %}{% endfor %}"
    )
    html = template.render(Context({"rows": range(25)}))
    assert html.count("steps__bar") == 75


def test_the_chart_reads_the_same_way_in_every_script() -> None:
    chart = drawings.slope(
        [drawings.SlopeRisk("R-1", "Weapons", 1, 2), drawings.SlopeRisk("R-2", "Ads", 2, 1)]
    )
    html = render('{% include "_components/slope.html" with id="order" %}', slope=chart)
    assert 'direction="ltr"' in html
    assert html.count("<line") == 2
    assert html.count('class="is-told"') == 1
    assert 'aria-labelledby="order-title order-text"' in html
