"""What names mean inside a group: `age` and `members.age` are both this item's age; any other name is outside."""

from dataclasses import replace

from kernel.condition import All, AnyOf, Comparison, Condition, FieldRef, Not, Operand, ParamRef
from kernel.expr import Call, Constant, Expr, If, OverGroup


def condition_in_item(condition: Condition, group: str) -> Condition:
    """Return `condition` with `group.name` said as `name`, as an item of `group` sees it."""
    match condition:
        case All(parts):
            return All(tuple(condition_in_item(part, group) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(condition_in_item(part, group) for part in parts))
        case Not(part):
            return Not(condition_in_item(part, group))
        case Comparison(field, _, value):
            return replace(condition, field=_reference(field, group), value=_operand(value, group))


def expr_in_item(expr: Expr, group: str) -> Expr:
    """Return `expr` with `group.name` said as `name`; figures over the whole group stay what they are."""
    match expr:
        case FieldRef():
            return _reference(expr, group)
        case Call(function, arguments):
            return Call(function, tuple(expr_in_item(argument, group) for argument in arguments))
        case If(condition, then, otherwise):
            return If(condition_in_item(condition, group), expr_in_item(then, group), expr_in_item(otherwise, group))
        case Constant() | ParamRef() | OverGroup():
            return expr


def _reference(reference: FieldRef, group: str) -> FieldRef:
    inside = len(reference.path) > 1 and reference.path[0] == group
    return FieldRef(reference.path[1:]) if inside else reference


def _operand(operand: Operand, group: str) -> Operand:
    if isinstance(operand, FieldRef):
        return _reference(operand, group)
    if isinstance(operand, tuple):
        return tuple(_reference(item, group) if isinstance(item, FieldRef) else item for item in operand)
    return operand
