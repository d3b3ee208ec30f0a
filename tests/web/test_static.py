"""Stylesheets and scripts are compressed and may be kept for an hour; pages, which hold secrets, are neither."""

import gzip

BOOTSTRAP = "/bootstrap/static/css/bootstrap.min.css"


def test_a_page_with_all_that_it_loads_is_small(sqlite_app):
    visitor = sqlite_app.test_client()
    total = len(visitor.get("/requests/new").data)
    for path in (BOOTSTRAP, "/static/compliance.css", "/static/form.css", "/static/proof_of_work.js", "/static/icons.svg"):
        with visitor.get(path, headers={"Accept-Encoding": "gzip, deflate"}) as file:
            assert "max-age=3600" in file.headers["Cache-Control"]
            total += len(file.data)
    with visitor.get(BOOTSTRAP, headers={"Accept-Encoding": "gzip, deflate"}) as file:
        assert file.headers["Content-Encoding"] == "gzip"
        assert b"bootstrap" in gzip.decompress(file.data).lower()
    assert total < 100_000


def test_pages_are_not_compressed(sqlite_app):
    page = sqlite_app.test_client().get("/requests/new", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


def test_without_compression_the_file_comes_as_it_is(sqlite_app):
    with sqlite_app.test_client().get(BOOTSTRAP) as file:
        assert "Content-Encoding" not in file.headers
        assert len(file.data) > 200_000
