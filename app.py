"""Hanmadi (한마디): lists the tabs, puts them on one page, and serves it."""

import gradio as gr

from pipeline.serving.catalog import Catalog
from pipeline.settings import Settings
from pipeline.tasks.awards import tab as awards
from pipeline.tasks.awards import tab_endpoints as awards_endpoints
from pipeline.tasks.naming import tab as naming
from pipeline.tasks.naming import tab_endpoints as naming_endpoints
from pipeline.tasks.summaries import tab as summaries
from pipeline.tasks.summaries import tab_endpoints as summaries_endpoints
from pipeline.ui import shell
from pipeline.ui.texts import t

settings = Settings.from_environment()
catalog = Catalog(settings)

with shell.page() as demo:
    shell.header()
    with gr.Tab(t("상장", "Awards"), id="awards"):
        awards.build(demo, catalog, settings)
    with gr.Tab(t("작명", "Names"), id="naming"):
        naming.build(demo, catalog, settings)
    with gr.Tab(t("요약", "Summaries"), id="summaries"):
        summaries.build(demo, catalog, settings)
    awards_endpoints.build(catalog)
    naming_endpoints.build(catalog)
    summaries_endpoints.build(catalog)
    shell.status_endpoint(catalog)
    shell.footer(catalog, settings)

if __name__ == "__main__":
    catalog.start()
    shell.launch(demo, settings, awards.warm_up)
