"""People of tests."""

from shop.accounts import services
from shop.accounts.models import Role, Scope
from tests.factories import numbers


def make_user(role=Role.CONSUMER, scope=Scope.ALL, scope_key=None):
    number = next(numbers)
    user = services.register(f"Người {number}", f"nguoi{number}@example.vn", None)
    services.grant_role(user, role, scope, scope_key, actor=None)
    return user
