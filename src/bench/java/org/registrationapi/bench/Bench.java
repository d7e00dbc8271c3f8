package org.registrationapi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a benchmark by its name. */
public final class Bench {
  private static final Map<String, Runnable> BENCHES = new LinkedHashMap<>();

  static {
    BENCHES.put("register", RegisterBench::run);
    BENCHES.put("authenticate", AuthenticateBench::run);
    BENCHES.put("find", FindBench::run);
    BENCHES.put("validate", ValidateBench::run);
    BENCHES.put("page", PageBench::run);
    BENCHES.put("growth", GrowthBench::run);
    BENCHES.put("mail", MailBench::run);
    BENCHES.put("start", StartBench::run);
    BENCHES.put("memory", MemoryBench::run);
    BENCHES.put("flood", FloodBench::run);
    BENCHES.put("latency", LatencyBench::run);
    BENCHES.put("privacy", PrivacyBench::run);
    BENCHES.put("report", Report::run);
  }

  private Bench() {}

  /** Runs the named benchmark, or lists all names. */
  public static void main(String[] args) throws IOException {
    var bench = args.length == 1 ? BENCHES.get(args[0]) : null;
    if (bench == null) {
      System.err.println(
          "Choose a benchmark by -Dexec.args=NAME: " + String.join(", ", BENCHES.keySet()));
      return;
    }
    Files.createDirectories(Options.directory());
    bench.run();
  }
}
