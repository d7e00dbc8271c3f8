/** One user's life through the generated client, with the errors between. */
import {
  Configuration,
  Problem,
  ProblemFromJSON,
  RegistrationApi,
  ResponseError,
  ServersApi,
  UsersApi,
} from "./client";

declare const process: { env: { [name: string]: string } };
const { URL: basePath, API_KEY, ADMIN_KEY } = process.env;

const as = (accessToken: string) => new Configuration({ basePath, accessToken });

function check(actual: unknown, expected: unknown) {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${a} instead of ${e}`);
}

/** The error of a call, as the client's own type. */
async function problem(status: number, call: Promise<unknown>): Promise<Problem> {
  const error = await call.then(
    () => new Error("no error"),
    (reason) => reason,
  );
  if (!(error instanceof ResponseError)) throw error;
  check(error.response.status, status);
  return ProblemFromJSON(await error.response.json());
}

const faults = (found: Problem) => found.errors?.map(({ field, code }) => [field, code]);

/** The PIN of the newest mail, from the development mailbox. */
async function pin(email: string): Promise<string> {
  const answer = await fetch(`${basePath}/mailbox?to=${email}`);
  return (await answer.json()).mails[0].pin;
}

const request = (number: number) => ({
  registrationRequest: {
    email: `typescript-${number}@example.com`,
    password: "correct horse battery",
    firstName: "Ada",
  },
});

async function main() {
  const registration = new RegistrationApi(as(API_KEY));
  const users = new UsersApi(as(API_KEY));

  const ada = await registration.registerUser({ ...request(1), idempotencyKey: "typescript-1" });
  const { id, email } = ada;
  check([email, ada.firstName, ada.isActivated], ["typescript-1@example.com", "Ada", false]);
  const again = await registration.registerUser({ ...request(1), idempotencyKey: "typescript-1" });
  check(again.id, id);
  check((await users.getUser({ user: email! })).id, id);
  check((await users.getUser({ user: id })).email, email);

  const right = await pin(email!);
  const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, "0");
  const activate = (pinCode: string) =>
    registration.activateByPin({ pinRequest: { email: email!, pinCode, id } });
  check(faults(await problem(422, activate(wrong))), [["pin_code", "wrong_pin"]]);
  check((await activate(right)).isActivated, true);

  await registration.registerUser(request(2));
  await registration.registerUser(request(3));
  const page = { query: "typescript-", limit: 2 };
  const first = await users.listUsers(page);
  const second = await users.listUsers({ ...page, cursor: first.nextCursor! });
  check([first.users.length, second.users.length, second.nextCursor ?? null], [2, 1, null]);

  const profile = { firstName: null, lastName: "Lovelace" };
  const changed = await users.changeUser({ user: email!, profile });
  check([changed.firstName ?? null, changed.lastName], [null, "Lovelace"]);

  const taken = await problem(409, registration.registerUser(request(1)));
  check(taken.code, "already_registered");
  const faulty = { registrationRequest: { email: "nobody", password: "password" } };
  check(faults(await problem(422, registration.registerUser(faulty))), [
    ["email", "invalid_email"],
    ["password", "too_common"],
  ]);

  await users.deleteUser({ user: email! });
  check((await problem(404, users.getUser({ user: email! }))).code, "user_not_found");

  const servers = new ServersApi(as(ADMIN_KEY));
  await servers.createServer({ serverRequest: { name: "typescript", privacy: "strict" } });
  const strict = await servers.createKey({ name: "typescript", keyRequest: { label: "script" } });
  const accepted = await new RegistrationApi(as(strict.key)).registerUser(request(4));
  check([accepted.status, accepted.email ?? null], ["accepted", null]);

  console.log("The TypeScript client works");
}

main();
