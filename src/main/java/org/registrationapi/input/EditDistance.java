package org.registrationapi.input;

/**
 * The number of typing faults between two words: a letter missing, added, or wrong, or two
 * neighbours swapped (F. J. Damerau, "A technique for computer detection and correction of spelling
 * errors", Communications of the ACM 7(3), 1964). This is its restricted form, the optimal string
 * alignment, in which no part of a word is edited twice (L. Boytsov, "Indexing methods for
 * approximate dictionary searching", ACM Journal of Experimental Algorithmics 16, 2011).
 */
public final class EditDistance {
  private EditDistance() {}

  /** The number of faults; time and space grow with the product of the lengths. */
  public static int between(String a, String b) {
    var distance = new int[a.length() + 1][b.length() + 1]; // of the first i and j letters
    for (int i = 0; i <= a.length(); i++) distance[i][0] = i;
    for (int j = 0; j <= b.length(); j++) distance[0][j] = j;
    for (int i = 1; i <= a.length(); i++)
      for (int j = 1; j <= b.length(); j++) {
        var wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        var least = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
        least = Math.min(least, distance[i - 1][j - 1] + wrong);
        if (areSwapped(a, i, b, j)) least = Math.min(least, distance[i - 2][j - 2] + 1);
        distance[i][j] = least;
      }
    return distance[a.length()][b.length()];
  }

  private static boolean areSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
