package com.acme;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Drives an H2 database on the class path with SQL from several threads, checks each result, and says so when standard input ends. */
public final class Database {
  private static final String URL = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

  private final AtomicLong rounds = new AtomicLong();
  private volatile boolean stopped;
  private boolean clashing;

  private Database() {}

  public static void main(String[] args) throws Exception {
    Warm.up();
    Database database = new Database();
    try (Connection connection = DriverManager.getConnection(URL)) {
      connection.createStatement().execute("create table orders(id int primary key, name varchar(40), amount int)");
    }
    database.clashing = args.length > 1;
    int threads = Integer.parseInt(args[0]);
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) workers[i] = database.worker(i);
    System.out.println("ready");
    while (System.in.read() != '\n') Thread.onSpinWait();
    database.stopped = true;
    for (Thread each : workers) each.join();
    System.out.println("done stop " + database.rounds);
    while (System.in.read() >= 0) Thread.onSpinWait();
  }

  private Thread worker(int number) {
    Thread thread = new Thread(() -> work(number), "sql-" + number);
    thread.start();
    return thread;
  }

  private void work(int number) {
    try (Connection connection = DriverManager.getConnection(URL)) {
      for (int i = 0; !stopped; i++) {
        round(connection, number * 1_000_000 + i % 1000);
        if (clashing && i % 10 == 3) clash(connection, -number);
        rounds.incrementAndGet();
      }
    } catch (Throwable wrong) {
      System.out.println("BAD " + wrong);
    }
  }

  private static void round(Connection connection, int id) throws SQLException {
    update(connection, "merge into orders key(id) values(?, 'tea', ?)", id, id + 1);
    try (PreparedStatement select = connection.prepareStatement("select amount from orders where id = ?")) {
      select.setInt(1, id);
      try (ResultSet found = select.executeQuery()) {
        Shape.same(true, found.next());
        Shape.same(id + 1, found.getInt(1));
      }
    }
    if (id % 10 == 0) update(connection, "delete from orders where id = ? and amount = ?", id, id + 1);
  }

  /** Adds an order for the first time, and then again and again. */
  private static void clash(Connection connection, int id) {
    try {
      insert(connection, id);
    } catch (IllegalStateException again) {
      Shape.same(true, again.getCause() instanceof SQLException);
    }
  }

  private static void insert(Connection connection, int id) {
    try {
      update(connection, "insert into orders values(?, 'tea', ?)", id, 1);
    } catch (SQLException e) {
      throw new IllegalStateException("order " + id, e);
    }
  }

  private static void update(Connection connection, String sql, int first, int second) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setInt(1, first);
      update.setInt(2, second);
      Shape.same(1, update.executeUpdate());
    }
  }
}
