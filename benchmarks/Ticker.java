/** A program with one method that is called each millisecond. */
final class Ticker {
  private static int count;

  public static void main(String[] words) throws InterruptedException {
    System.out.println("ready");
    while (true) {
      tick(count);
      Thread.sleep(1);
    }
  }

  static int tick(int number) {
    return count = number + 1;
  }
}
