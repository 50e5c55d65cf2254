"""What an editor can put into the body of a page."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

_TEXT = ["bold", "italic", "h3", "ol", "ul", "link", "document-link"]


class FigureBlock(blocks.StructBlock):
    """A picture with its text alternative and a caption."""

    image = ImageBlock(help_text="Say what it shows, or mark it as decorative.")
    caption = blocks.CharBlock(max_length=300, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        template = "pages/blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(max_length=1000)
    attribution = blocks.CharBlock(max_length=200, required=False)

    class Meta:
        icon = "openquote"
        template = "pages/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A remark set apart from the text."""

    heading = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=_TEXT)

    class Meta:
        icon = "info-circle"
        template = "pages/blocks/callout.html"


class FactBlock(blocks.StructBlock):
    """One row of a table of facts."""

    label = blocks.CharBlock(max_length=120)
    value = blocks.CharBlock(max_length=300)


class FactsBlock(blocks.StructBlock):
    """A table of facts: what, and how much or which."""

    caption = blocks.CharBlock(max_length=200)
    rows = blocks.ListBlock(FactBlock(), min_num=1)

    class Meta:
        icon = "table"
        label = "Facts table"
        template = "pages/blocks/facts.html"


class LinkBlock(blocks.StructBlock):
    """A link to a page of ours or to an address elsewhere."""

    label = blocks.CharBlock(max_length=200)
    page = blocks.PageChooserBlock(required=False)
    url = blocks.URLBlock(max_length=1000, required=False, label="Address elsewhere")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a link that leads nowhere or to two places."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = ValidationError("Choose a page or give an address, one of the two.")
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return cleaned


class LinksBlock(blocks.StructBlock):
    """Links under one another."""

    links = blocks.ListBlock(LinkBlock(), min_num=1)

    class Meta:
        icon = "link"
        template = "pages/blocks/links.html"


class ResourceBlock(SnippetChooserBlock):
    """A resource of the catalog, shown with its cover. It is left out once it is not public."""

    class Meta:
        icon = "doc-full"
        template = "pages/blocks/resource.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an editorial page."""

    heading = blocks.CharBlock(
        max_length=200, icon="title", template="pages/blocks/heading.html", form_classname="title"
    )
    paragraph = blocks.RichTextBlock(features=_TEXT, template="pages/blocks/paragraph.html")
    picture = FigureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    facts = FactsBlock()
    resource = ResourceBlock("catalog.Resource")
    links = LinksBlock()
