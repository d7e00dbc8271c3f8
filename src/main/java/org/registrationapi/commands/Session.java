package org.registrationapi.commands;

import java.util.function.Supplier;

/** Gives a command its services. They are opened at their first use, so that help needs none. */
final class Session implements Supplier<Services>, AutoCloseable {
  private final Supplier<Opened> opener;
  private Opened opened; // null: not yet

  Session(Supplier<Opened> opener) {
    this.opener = opener;
  }

  @Override
  public Services get() {
    if (opened == null) opened = opener.get();
    return opened.services();
  }

  @Override
  public void close() {
    if (opened != null) opened.close().run();
  }
}
