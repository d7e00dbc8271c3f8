const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const followScheme = () =>
  document.documentElement.classList.toggle("dark-mode", darkScheme.matches);
darkScheme.addEventListener("change", followScheme);
followScheme();

// Swagger UI has a <main> inside of ours, links inside of buttons, a choice among one server, and
// fields without a label.
const accessible = ({React}) => {
  const withoutMain = (part) =>
    part.type === "main" ? React.createElement("div", {...part.props, key: part.key}) : part;
  return {
    wrapComponents: {
      VersionPragmaFilter: (Page) => ({children, ...props}) =>
        React.createElement(Page, props, React.Children.toArray(children).map(withoutMain)),
      DeepLink: () => ({text}) => React.createElement("span", null, text),
      ServersContainer: () => () => null,
      TextArea: (TextArea) => (props) =>
        React.createElement(TextArea, {"aria-label": "Request body", ...props}),
      ExamplesSelect: (Select) => (props) =>
        React.createElement(
          "label",
          null,
          React.createElement("span", {className: "spoken"}, "Choose an example"),
          React.createElement(Select, props),
        ),
    },
  };
};

const fillIn = async () => {
  const answer = await fetch("key", {headers: {"%s": "%s"}});
  if (answer.ok) ui.preauthorizeApiKey("%s", (await answer.json()).key);
};

// The document has the URL for others; this page may be open at another one.
const publicUrl = %s;
const here = new URL("..", location.href).href;
const askHere = (request) => {
  if (request.url.startsWith(publicUrl)) request.url = here + request.url.slice(publicUrl.length);
  return request;
};

const ui = SwaggerUIBundle({
  url: "../openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  syntaxHighlight: {theme: "tomorrow-night"},
  plugins: [accessible],
  requestInterceptor: askHere,
  onComplete: () => %s && fillIn(),
});
