// One user's life through the generated client, with the errors between.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"

	openapi "github.com/GIT_USER_ID/GIT_REPO_ID"
)

var url = os.Getenv("URL")

const password = "correct horse battery"

func client() *openapi.APIClient {
	configuration := openapi.NewConfiguration()
	configuration.Servers = openapi.ServerConfigurations{{URL: url}}
	return openapi.NewAPIClient(configuration)
}

func with(key string) context.Context {
	return context.WithValue(context.Background(), openapi.ContextAccessToken, key)
}

func check(actual, expected any) {
	if a, e := fmt.Sprint(actual), fmt.Sprint(expected); a != e {
		panic(a + " instead of " + e)
	}
}

// ok returns the answer of a call that has to succeed.
func ok[T any](answer T, _ *http.Response, err error) T {
	if err != nil {
		panic(err)
	}
	return answer
}

// problem returns the error of a call, as the client's own type.
func problem(status int, response *http.Response, err error) openapi.Problem {
	check(response.StatusCode, status)
	var failure *openapi.GenericOpenAPIError
	if !errors.As(err, &failure) {
		panic(err)
	}
	return failure.Model().(openapi.Problem)
}

func faults(found openapi.Problem) string {
	words := ""
	for _, fault := range found.Errors {
		words += fault.Field + " " + fault.Code + " "
	}
	return words
}

// The PIN of the newest mail, from the development mailbox.
func pin(email string) string {
	response, err := http.Get(url + "/mailbox?to=" + email)
	if err != nil {
		panic(err)
	}
	var box struct{ Mails []struct{ Pin string } }
	if err := json.NewDecoder(response.Body).Decode(&box); err != nil {
		panic(err)
	}
	return box.Mails[0].Pin
}

func request(number int) openapi.RegistrationRequest {
	body := openapi.NewRegistrationRequest(fmt.Sprintf("go-%d@example.com", number), password)
	body.SetFirstName("Ada")
	return *body
}

func main() {
	c, key := client(), with(os.Getenv("API_KEY"))
	register := func(body openapi.RegistrationRequest) openapi.ApiRegisterUserRequest {
		return c.RegistrationAPI.RegisterUser(key).RegistrationRequest(body)
	}

	ada := ok(register(request(1)).IdempotencyKey("go-1").Execute())
	check(ada.GetEmail()+" "+ada.GetFirstName(), "go-1@example.com Ada")
	check(ada.GetIsActivated(), false)
	check(ok(register(request(1)).IdempotencyKey("go-1").Execute()).Id, ada.Id)
	check(ok(c.UsersAPI.GetUser(key, ada.GetEmail()).Execute()).Id, ada.Id)
	check(ok(c.UsersAPI.GetUser(key, ada.Id).Execute()).Email, ada.GetEmail())

	right := pin(ada.GetEmail())
	number, _ := strconv.Atoi(right)
	wrong := fmt.Sprintf("%06d", (number+1)%1000000)
	activate := func(code string) openapi.ApiActivateByPinRequest {
		body := openapi.NewPinRequest(ada.GetEmail(), code)
		body.SetId(ada.Id)
		return c.RegistrationAPI.ActivateByPin(key).PinRequest(*body)
	}
	_, response, err := activate(wrong).Execute()
	check(faults(problem(422, response, err)), "pin_code wrong_pin ")
	check(ok(activate(right).Execute()).IsActivated, true)

	ok(register(request(2)).Execute())
	ok(register(request(3)).Execute())
	page := c.UsersAPI.ListUsers(key).Query("go-").Limit(2)
	first := ok(page.Execute())
	second := ok(page.Cursor(first.GetNextCursor()).Execute())
	check(len(first.Users), 2)
	check(len(second.Users), 1)
	check(second.GetNextCursor(), "")

	profile := openapi.NewProfile()
	profile.SetFirstNameNil()
	profile.SetLastName("Lovelace")
	changed := ok(c.UsersAPI.ChangeUser(key, ada.GetEmail()).Profile(*profile).Execute())
	check(changed.GetFirstName()+" "+changed.GetLastName(), " Lovelace")

	_, response, err = register(request(1)).Execute()
	check(problem(409, response, err).Code, "already_registered")
	_, response, err = register(*openapi.NewRegistrationRequest("nobody", "password")).Execute()
	check(faults(problem(422, response, err)), "email invalid_email password too_common ")

	if _, err := c.UsersAPI.DeleteUser(key, ada.GetEmail()).Execute(); err != nil {
		panic(err)
	}
	_, response, err = c.UsersAPI.GetUser(key, ada.GetEmail()).Execute()
	check(problem(404, response, err).Code, "user_not_found")

	admin := with(os.Getenv("ADMIN_KEY"))
	server := openapi.NewServerRequest("go")
	server.SetPrivacy("strict")
	ok(c.ServersAPI.CreateServer(admin).ServerRequest(*server).Execute())
	strict := ok(c.ServersAPI.CreateKey(admin, "go").KeyRequest(*openapi.NewKeyRequest()).Execute())
	key = with(strict.Key)
	accepted := ok(register(request(4)).Execute())
	check(accepted.GetStatus()+accepted.GetEmail(), "accepted")

	fmt.Println("The Go client works")
}
