"""The models list (contract section 2.4)."""

from harness import MODEL, case, items, refused


@case("every model is listed with its limits", starter=True)
async def _(api):
    models = await items(await api.models.list())
    assert models and all(model.name.startswith("models/") for model in models), models
    assert all(model.input_token_limit for model in models), models


@case("pages of one model hold them all")
async def _(api):
    pages = await api.models.list(config={"page_size": 1})
    assert len(pages) == 1, pages
    assert f"models/{MODEL}" in [model.name for model in await items(pages)]


@case("one model, with and without its prefix")
async def _(api):
    for name in (MODEL, f"models/{MODEL}"):
        assert (await api.models.get(model=name)).name == f"models/{MODEL}"


@case("an unknown model is a 404")
async def _(api):
    await refused(api.models.get(model="gemini-nonsense"), 404)


@case("a page token of nowhere is a 400")
async def _(api):
    await refused(api.json("GET", "models?pageToken=nonsense"), 400, "pageToken")
