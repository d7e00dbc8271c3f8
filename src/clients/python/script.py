"""One user's life through the generated client, with the errors between."""

import json
import os
import urllib.request

from openapi_client import (
    ApiClient,
    Configuration,
    KeyRequest,
    PinRequest,
    Problem,
    Profile,
    RegistrationApi,
    RegistrationRequest,
    ServerRequest,
    ServersApi,
    UsersApi,
)
from openapi_client.exceptions import ApiException

URL = os.environ["URL"]
PASSWORD = "correct horse battery"


def client(key):
    return ApiClient(Configuration(host=URL, access_token=key))


def check(actual, expected):
    assert actual == expected, f"{actual!r} instead of {expected!r}"


def problem(status, call):
    """The error of a call, as the client's own type."""
    try:
        call()
    except ApiException as e:
        check(e.status, status)
        assert isinstance(e.data, Problem), e.data
        return e.data
    raise AssertionError(f"no error {status}")


def faults(found):
    return [(error.var_field, error.code) for error in found.errors]


def pin(email):
    """The PIN of the newest mail, from the development mailbox."""
    with urllib.request.urlopen(f"{URL}/mailbox?to={email}") as answer:
        return json.load(answer)["mails"][0]["pin"]


def request(number):
    return RegistrationRequest(
        email=f"python-{number}@example.com", password=PASSWORD, first_name="Ada"
    )


registration = RegistrationApi(client(os.environ["API_KEY"]))
users = UsersApi(client(os.environ["API_KEY"]))

ada = registration.register_user(request(1), idempotency_key="python-1")
check((ada.email, ada.first_name, ada.is_activated), ("python-1@example.com", "Ada", False))
check(registration.register_user(request(1), idempotency_key="python-1").id, ada.id)
check(users.get_user(ada.email).id, ada.id)
check(users.get_user(str(ada.id)).email, ada.email)

right = pin(ada.email)
wrong = f"{(int(right) + 1) % 1_000_000:06}"


def activate(code):
    return registration.activate_by_pin(PinRequest(email=ada.email, pin_code=code, id=ada.id))


check(faults(problem(422, lambda: activate(wrong))), [("pin_code", "wrong_pin")])
check(activate(right).is_activated, True)

registration.register_user(request(2))
registration.register_user(request(3))
first = users.list_users(query="python-", limit=2)
second = users.list_users(query="python-", limit=2, cursor=first.next_cursor)
check((len(first.users), len(second.users), second.next_cursor), (2, 1, None))

changed = users.change_user(ada.email, Profile(first_name=None, last_name="Lovelace"))
check((changed.first_name, changed.last_name), (None, "Lovelace"))

check(problem(409, lambda: registration.register_user(request(1))).code, "already_registered")
faulty = RegistrationRequest(email="nobody", password="password")
check(
    faults(problem(422, lambda: registration.register_user(faulty))),
    [("email", "invalid_email"), ("password", "too_common")],
)

users.delete_user(ada.email)
check(problem(404, lambda: users.get_user(ada.email)).code, "user_not_found")

servers = ServersApi(client(os.environ["ADMIN_KEY"]))
servers.create_server(ServerRequest(name="python", privacy="strict"))
strict = servers.create_key("python", KeyRequest(label="script"))
accepted = RegistrationApi(client(strict.key)).register_user(request(4))
check((accepted.status, accepted.email), ("accepted", None))

print("The Python client works")
