package org.registrationapi.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {
  /** Each hash by {@code printf … | openssl dgst -sha256 -binary | base64}. */
  @Test
  void a_policy_allows_one_style_by_its_hash_and_nothing_else() {
    assertThat(Page.policy("body { color: red }\n", "form-action 'self'"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-2S4VvT2k3rjav5i3inerHe7oJsm2Yzx7kSGPgKT82yo='; base-uri 'none'; form-action 'self'");
  }

  @Test
  void the_hash_is_that_of_the_style_in_UTF_8() {
    assertThat(Page.policy("p::before { content: '→' }", ""))
        .contains("'sha256-FiDMpRF/vQbuy3errCfBWXKbsQr76l41Qz+k+DbOX6U='");
  }

  @Test
  void a_mail_may_have_inline_styles_and_images_from_one_origin_or_none() {
    assertThat(Page.mailPolicy(Optional.empty(), "sandbox"))
        .isEqualTo(
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'none'; base-uri 'none'; form-action 'none'; sandbox");
    assertThat(Page.mailPolicy(Optional.of("https://shop.example"), "sandbox"))
        .contains("; img-src https://shop.example; ");
  }
}
