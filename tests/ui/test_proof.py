"""The proof of work of the public forms, in a real browser under our own rules for pages."""

import html
import json

import altcha
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import expect


def test_a_browser_proves_its_work_under_the_strict_policy(page):
    challenge = altcha.create_challenge("PBKDF2/SHA-256", 100, hmac_secret="a secret")
    serve(page, "/form", "text/html", form(challenge))
    serve(page, "/proof.js", "text/javascript", source("ui/js/proof.js"))
    serve(page, "/worker.js", "text/javascript", source("vendor/altcha-pbkdf2.js"))

    page.goto("/form")
    expect(page.locator("[name=proof]")).not_to_have_value("")

    payload = page.locator("[name=proof]").input_value()
    assert altcha.verify_solution(payload, hmac_secret="a secret").verified
    assert not altcha.verify_solution(payload, hmac_secret="another secret").verified


def form(challenge):
    told = html.escape(json.dumps(challenge.to_dict()), quote=True)
    field = f'<input type="hidden" name="proof" data-proof="{told}" data-proof-worker="/worker.js">'
    return f'<!doctype html><title>Form</title>{field}<script src="/proof.js" defer></script>'


def source(name):
    with open(finders.find(name), encoding="utf-8") as file:
        return file.read()


def serve(page, path, kind, body):
    page.route(
        f"**{path}",
        lambda route: route.fulfill(
            body=body,
            content_type=kind,
            headers={"Content-Security-Policy": policy(), "Content-Type": kind},
        ),
    )


def policy():
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())
