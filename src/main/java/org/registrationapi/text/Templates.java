package org.registrationapi.text;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * The compiled templates under {@code src/main/jte}: {@code html} escapes every value, {@code text}
 * does not.
 */
public final class Templates {
  private static final String PACKAGE = "org.registrationapi.templates.";

  private final TemplateEngine html = engine(ContentType.Html, "html");
  private final TemplateEngine text = engine(ContentType.Plain, "text");

  private static TemplateEngine engine(ContentType type, String directory) {
    var loader = Templates.class.getClassLoader();
    return TemplateEngine.createPrecompiled(null, type, loader, PACKAGE + directory);
  }

  /** Fills {@code html/<name>.jte}, a template with one parameter. */
  public String html(String name, Object model) {
    return render(html, name, model);
  }

  /** Fills {@code text/<name>.jte}, a template with one parameter. */
  public String text(String name, Object model) {
    return render(text, name, model);
  }

  private static String render(TemplateEngine engine, String name, Object model) {
    var output = new StringOutput();
    engine.render(name + ".jte", model, output);
    return output.toString();
  }
}
