"""What the line of the query offers to complete."""

from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS
from basewatch_gui.model.label import REVIEWS
from basewatch_gui.model.project import Project
from basewatch_gui.model.query.language import FIELDS
from basewatch_gui.model.query.values import attribute_kinds
from basewatch_gui.widgets.texts import identification_name, occlusion_name, review_name, state_name


def shipped_values(field: str, project: Project) -> list[str]:
    """The values that a field can have whatever the labels say; none for numbers and free texts."""
    categories = project.categories_in_order
    match field:
        case "category":
            return [category.name for category in categories]
        case "supercategory":
            return list(dict.fromkeys(category.supercategory for category in categories if category.supercategory))
        case "state":
            return list(dict.fromkeys(state_name(state) for category in categories for state in category.states))
        case "identification":
            return [identification_name(value) for value in IDENTIFICATIONS]
        case "occluded":
            return [occlusion_name(value) for value in OCCLUSIONS]
        case "review":
            return [review_name(value) for value in REVIEWS]
        case "shape":
            return ["oriented box", "box", "polygon", "point"]
    if (attribute_kinds(categories) | FIELDS).get(field) == "yes_no":
        return ["yes", "no"]
    choices = (each.choices for category in categories for each in category.attributes if each.name == field)
    return list(dict.fromkeys(choice for some in choices for choice in some))
