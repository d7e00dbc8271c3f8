package org.registrationapi.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Jazzer on the fuzz targets, one after the other. An input that reaches new code becomes a
 * seed, and so does an input that fails: the tests run every seed again.
 */
public final class Fuzz {
  private static final Path WORK = Path.of("target/fuzz");

  /** The packages whose branches guide Jazzer: ours and those of our parsers. */
  private static final String GUIDED_BY =
      "org.registrationapi.**:com.sanctionco.jmail.**:com.fasterxml.jackson.core.json.**";

  private static final int SLOW_SECONDS = 25; // for one input, on a busy machine; none needs 0.1 s

  private Fuzz() {}

  /** Fails if a property does not hold. */
  public static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError("does not hold: " + what);
  }

  /**
   * Fuzzes; ends with exit code 1 if something did not hold.
   *
   * @param args seconds for each target, then the names of the targets, without any all of them
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var chosen = List.of(args).subList(1, args.length);
    var failed = new ArrayList<String>();
    for (var target : FuzzTarget.ALL) {
      if (!chosen.isEmpty() && !chosen.contains(target.title())) continue;
      if (!fuzz(target, Integer.parseInt(args[0]))) failed.add(target.title());
    }
    if (failed.isEmpty()) return;
    System.err.println("failed: " + failed + "; what failed is now one of the seeds");
    System.exit(1);
  }

  /** Returns whether every property held. */
  private static boolean fuzz(FuzzTarget target, int seconds)
      throws IOException, InterruptedException {
    var seeds = emptied(WORK.resolve(target.title()).resolve("seeds"));
    var corpus = emptied(seeds.resolveSibling("corpus"));
    var finds = emptied(finds(target));
    for (var seed : Seeds.of(target)) Files.write(seeds.resolve(nameOf(seed)), seed);
    var held = jazzer(target, "-max_total_time=" + seconds, corpus.toString(), seeds.toString());
    jazzer(target, "-merge=1", seeds.toString(), corpus.toString());
    var kept = contents(seeds);
    kept.addAll(contents(finds));
    Seeds.keep(target, kept);
    return held;
  }

  private static boolean jazzer(FuzzTarget target, String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type().getName());
    command.add("--instrumentation_includes=" + GUIDED_BY);
    command.add("-max_len=" + target.maxLength());
    command.add("-timeout=" + SLOW_SECONDS);
    command.add("-artifact_prefix=" + finds(target) + "/");
    command.add("--reproducer_path=" + finds(target));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static Path finds(FuzzTarget target) {
    return WORK.resolve(target.title()).resolve("finds");
  }

  private static String nameOf(byte[] seed) {
    return Integer.toHexString(Seeds.encoded(seed).hashCode());
  }

  private static Path emptied(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (var old : directory.toFile().listFiles(File::isFile)) Files.delete(old.toPath());
    return directory;
  }

  /** The inputs in a directory, without Jazzer's reproducers in Java. */
  private static List<byte[]> contents(Path directory) throws IOException {
    var contents = new ArrayList<byte[]>();
    try (Stream<Path> files = Files.list(directory)) {
      for (var file : files.filter(f -> !f.toString().endsWith(".java")).toList())
        contents.add(Files.readAllBytes(file));
    }
    return contents;
  }
}
