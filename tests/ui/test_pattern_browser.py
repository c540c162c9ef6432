"""The page of all components in a real browser: to the eye, to the keyboard, to a screen reader."""

import pytest
from playwright.sync_api import expect

WIDTHS = [1280, 360]


@pytest.fixture
def signed_in(ana, client, live):
    """`signed_in(page, "/ui/")`: Ana's session in the browser."""

    def enter(page, address="/ui/"):
        client.force_login(ana)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live.url}]
        )
        page.goto(address)
        return page

    return enter


@pytest.mark.parametrize("address", ["/ui/", "/ui/public/"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everyone_can_use_every_component(new_page, signed_in, axe, address, dark, width):
    page = signed_in(new_page(width=width, dark=dark), address)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")

    assert axe(page) == []


@pytest.mark.parametrize("address", ["/ui/", "/ui/public/"])
def test_nothing_scrolls_sideways_on_a_small_phone(new_page, signed_in, address):
    page = signed_in(new_page(width=320), address)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", ["/ui/", "/ui/public/"])
def test_nothing_scrolls_sideways_at_twice_the_size(new_page, signed_in, address):
    page = signed_in(new_page(width=640, device_scale_factor=2), address)

    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_the_whole_page_is_there_without_script(new_page, signed_in):
    page = signed_in(new_page(javascript=False))

    expect(page.get_by_role("heading", name="Gráfica")).to_be_visible()
    expect(page.locator(".bulk")).to_be_visible()  # a row is chosen
    page.locator("[data-select-row]").last.uncheck()
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("summary", has_text="Filtro").click()
    expect(page.locator(".filter-form")).to_be_visible()


def test_a_public_page_is_light(new_page, signed_in):
    loaded = []
    page = new_page()
    page.on("response", lambda answer: loaded.append(len(answer.body())) if answer.ok else None)

    signed_in(page, "/ui/public/")
    page.wait_for_load_state("networkidle")

    assert sum(loaded) < 150_000


def test_slash_searches_and_a_letter_after_g_goes(page, signed_in):
    signed_in(page)
    place = page.locator("[data-go]").first
    letter, target = place.get_attribute("data-go"), place.get_attribute("href")

    page.keyboard.press("g")
    page.keyboard.press(letter)

    page.wait_for_url(f"**{target}")


def test_letters_written_in_a_field_go_nowhere(page, signed_in):
    signed_in(page)

    page.locator("#texto").fill("")
    page.locator("#texto").press_sequentially("g? /m")

    expect(page.locator("#texto")).to_have_value("g? /m")
    assert page.url.endswith("/ui/")
    expect(page.locator("#atajos")).to_be_hidden()


def test_the_question_mark_shows_the_keys_and_escape_takes_them_away(page, signed_in):
    signed_in(page)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Atajos del teclado")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#atajos")).to_be_hidden()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page, signed_in):
    signed_in(page)
    summary = page.locator("details[data-menu] > summary", has_text="Filtro")

    summary.click()
    page.keyboard.press("Escape")

    expect(page.locator(".filter-form")).to_be_hidden()
    expect(summary).to_be_focused()


def test_choosing_rows_says_how_many_and_lets_go_of_all(page, signed_in):
    signed_in(page)
    bar = page.locator("[data-select-bar]")

    page.locator("[data-select-all]").check()
    expect(bar).to_contain_text("3 seleccionadas")
    bar.get_by_role("button", name="Quitar selección").click()

    expect(bar).to_be_hidden()
    expect(page.locator("[data-select-all]")).not_to_be_checked()


def test_a_question_opens_over_the_page_and_can_be_taken_back(page, signed_in):
    signed_in(page)
    page.get_by_role("link", name="Rechazar", exact=True).click()
    dialog = page.get_by_role("dialog", name="¿Rechazar la cotización?")

    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Cancelar").click()

    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="Rechazar", exact=True)).to_be_focused()


def test_a_toast_can_be_closed(page, signed_in):
    signed_in(page)
    toast = page.locator("#ejemplo-avisos [data-toast]")

    toast.get_by_role("button", name="Quitar este aviso").click()

    expect(toast).to_have_count(0)


def test_a_chart_answers_with_its_values_when_pointed_at(page, signed_in):
    signed_in(page)
    page.locator(".plot-wide[data-chart]").scroll_into_view_if_needed()
    page.locator(".plot-wide[data-chart] svg").hover()

    expect(page.locator("[data-chart][data-drawn] div[role=img] svg")).to_be_visible()


def test_one_press_too_many_sends_a_form_once(page, signed_in, live):
    sent = []
    signed_in(page)

    def reply(route):
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/sent-twice/", reply)
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend",
              '<form method="post" action="/sent-twice/"><input name="a" value="lo escrito">'
              + '<button type="submit" id="twice">Enviar</button></form>');
            const button = document.getElementById("twice");
            button.click();
            button.click();
        }"""
    )
    page.wait_for_timeout(300)

    assert sent == ["POST"]
    assert page.locator("form[aria-busy=true] input").input_value() == "lo escrito"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 500}, "Lo que escribió sigue aquí"),
        ({"abort": True}, "Lo que escribió sigue aquí"),
        (
            {"status": 409, "body": '<div class="toast">Otra persona ya respondió</div>'},
            "ya respondió",
        ),
    ],
    ids=["failed", "no answer", "refused"],
)
def test_what_was_written_stays_when_htmx_is_refused(new_page, signed_in, answer, said):
    page = signed_in(new_page())
    page.evaluate("console.error = () => {}")  # htmx tells there what we provoke here

    def reply(route):
        return route.abort() if answer.get("abort") else route.fulfill(**answer)

    page.route("**/anywhere/", reply)
    page.evaluate(
        """() => {
            document.querySelector("main").insertAdjacentHTML("beforeend",
              '<form method="post" hx-post="/anywhere/" hx-swap="outerHTML">'
              + '<input name="a" value="lo escrito" id="kept">'
              + '<button id="send">Enviar</button></form>');
            htmx.process(document.querySelector("main"));
        }"""
    )

    page.locator("#send").click()

    expect(page.locator("#refusal")).to_contain_text(said)
    expect(page.locator("#kept")).to_have_value("lo escrito")
