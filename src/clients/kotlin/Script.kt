import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import org.openapitools.client.apis.RegistrationApi
import org.openapitools.client.apis.ServersApi
import org.openapitools.client.apis.UsersApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.models.KeyRequest
import org.openapitools.client.models.PinRequest
import org.openapitools.client.models.Problem
import org.openapitools.client.models.Profile
import org.openapitools.client.models.RegistrationRequest
import org.openapitools.client.models.ServerRequest

private val url = System.getenv("URL")

private fun check(actual: Any?, expected: Any?) {
  if (actual != expected) throw AssertionError("$actual instead of $expected")
}

/** The error of a call, as the client's own type. */
private fun problem(status: Int, call: () -> Any?): Problem {
  try {
    call()
  } catch (e: ClientException) {
    check(e.statusCode, status)
    val body = (e.response as ClientError<*>).body as String
    return Serializer.moshi.adapter(Problem::class.java).fromJson(body)!!
  }
  throw AssertionError("no error $status")
}

private fun faults(found: Problem) = found.errors?.map { it.field to it.code }

/** The PIN of the newest mail, from the development mailbox. */
private fun pin(email: String): String {
  val request = HttpRequest.newBuilder(URI("$url/mailbox?to=$email")).build()
  val json = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()
  return Regex("\"pin\":\"([0-9]{6})\"").find(json)!!.groupValues[1]
}

private fun request(number: Int) =
  RegistrationRequest("kotlin-$number@example.com", "correct horse battery", firstName = "Ada")

/** One user's life through the generated client, with the errors between. */
fun main() {
  val registration = RegistrationApi(url)
  val users = UsersApi(url)
  ApiClient.accessToken = System.getenv("API_KEY")

  val ada = registration.registerUser(request(1), "kotlin-1")
  val email = ada.email!!
  check(listOf(email, ada.firstName, ada.isActivated), listOf("kotlin-1@example.com", "Ada", false))
  check(registration.registerUser(request(1), "kotlin-1").id, ada.id)
  check(users.getUser(email).id, ada.id)
  check(users.getUser(ada.id.toString()).email, email)

  val right = pin(email)
  val wrong = "%06d".format((right.toInt() + 1) % 1_000_000)
  val activate = { code: String -> registration.activateByPin(PinRequest(email, code, id = ada.id)) }
  check(faults(problem(422) { activate(wrong) }), listOf("pin_code" to "wrong_pin"))
  check(activate(right).isActivated, true)

  registration.registerUser(request(2))
  registration.registerUser(request(3))
  val first = users.listUsers(query = "kotlin-", limit = 2)
  val second = users.listUsers(query = "kotlin-", limit = 2, cursor = first.nextCursor)
  check(listOf(first.users.size, second.users.size, second.nextCursor), listOf(2, 1, null))

  // Moshi leaves out what is null, so the first name stays.
  val changed = users.changeUser(email, Profile(firstName = null, lastName = "Lovelace"))
  check(listOf(changed.firstName, changed.lastName), listOf("Ada", "Lovelace"))

  check(problem(409) { registration.registerUser(request(1)) }.code, "already_registered")
  val faulty = RegistrationRequest("nobody", "password")
  check(
    faults(problem(422) { registration.registerUser(faulty) }),
    listOf("email" to "invalid_email", "password" to "too_common"),
  )

  users.deleteUser(email)
  check(problem(404) { users.getUser(email) }.code, "user_not_found")

  ApiClient.accessToken = System.getenv("ADMIN_KEY")
  ServersApi(url).createServer(ServerRequest("kotlin", privacy = ServerRequest.Privacy.strict))
  val strict = ServersApi(url).createKey("kotlin", KeyRequest(label = "script"))
  ApiClient.accessToken = strict.key
  val accepted = registration.registerUser(request(4))
  check(listOf(accepted.status, accepted.email), listOf("accepted", null))

  println("The Kotlin client works")
}
