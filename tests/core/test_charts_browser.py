"""The same chart in a browser, where it can be pointed at."""

from playwright.sync_api import expect


def test_a_chart_is_drawn_again_where_values_can_be_pointed_at(page, live, client, ana):
    client.force_login(ana)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live.url}
    page.context.add_cookies([session])
    page.goto("/ui/")
    figure = page.locator("[data-chart]").first
    still = figure.locator("text").all_text_contents()

    figure.hover()
    drawn = figure.locator("div svg")
    expect(drawn).to_be_visible()
    assert set(still) <= set(drawn.locator("text").all_text_contents())
    _point_at(page, figure)

    expect(drawn.locator("text")).not_to_have_count(len(still))


def _point_at(page, figure):
    box = figure.bounding_box()
    for part in (0.4, 0.5):
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] / 2)
