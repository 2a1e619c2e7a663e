"""Life events and categories under which residents look for procedures: the order of a life, words of the reader."""

from collections import Counter
from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from intake.guide import Guide


def names() -> Mapping[str, str]:
    """Return every known life event with its name in the language of the page."""
    return {
        "birth": _("妊娠・出産"),
        "childcare": _("子育て"),
        "education": _("学校・教育"),
        "work": _("就職・退職"),
        "marriage": _("結婚・離婚"),
        "moving-in": _("引越し（転入）"),
        "moving-out": _("引越し（転出）"),
        "illness": _("病気・けが"),
        "disability": _("障がい"),
        "old-age": _("高齢・介護"),
        "bereavement": _("ご不幸"),
        "pet": _("ペット"),
        "community": _("自治会・地域活動"),
        "business": _("事業者の方"),
        "construction": _("工事・道路"),
    }


def events_of(guides: Iterable[Guide]) -> dict[str, str]:
    """Return the life events that lead to at least one of `guides`."""
    used = {event for guide in guides for event in guide.bundle.page.life_events}
    return {key: name for key, name in names().items() if key in used}


def category_names() -> Mapping[str, str]:
    """Return every known category with its name in the language of the page."""
    return {
        "certificates": _("住民票・戸籍・証明"),
        "children": _("子育て・教育"),
        "health": _("健康・医療"),
        "welfare": _("福祉・介護"),
        "insurance-pension": _("保険・年金"),
        "taxes": _("税金"),
        "housing": _("住まい・水道"),
        "pets-environment": _("ごみ・環境・ペット"),
        "roads-building": _("道路・建築"),
        "community": _("地域・市民活動"),
        "work-business": _("しごと・事業者"),
        "safety": _("防災・安全"),
    }


def categories_of(guides: Iterable[Guide]) -> dict[str, tuple[str, int]]:
    """Return the categories under which at least one of `guides` stands, with how many."""
    counted = Counter(category for guide in guides for category in guide.bundle.page.categories)
    return {key: (name, counted[key]) for key, name in category_names().items() if key in counted}
