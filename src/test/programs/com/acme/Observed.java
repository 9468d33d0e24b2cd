package com.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An application with an H2 database that agents like to look at. A line "query 5" on its standard input has it ask the database five times, "add 5"
 * has it call a method of its own, "fail 5" ask for what does not exist; each result is checked.
 */
public final class Observed {
  private final Connection connection;
  private long asked;

  private Observed(Connection connection) {
    this.connection = connection;
  }

  public static void main(String[] args) throws Exception {
    Warm.up();
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:observed")) {
      Observed observed = new Observed(connection);
      observed.query();
      observed.fail();
      System.out.println("ready");
      observed.serve(new BufferedReader(new InputStreamReader(System.in)));
    }
  }

  private void serve(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) System.out.println(answer(line));
  }

  private String answer(String request) {
    String[] words = request.split(" ");
    try {
      for (int i = 0; i < Integer.parseInt(words[1]); i++) once(words[0]);
      return "done " + request;
    } catch (Throwable wrong) {
      return "BAD " + request + ": " + wrong;
    }
  }

  private void once(String kind) throws SQLException {
    switch (kind) {
      case "query" -> query();
      case "add" -> Shape.same(7L, add(3, 4));
      default -> fail();
    }
  }

  private void query() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select ? + 1")) {
      select.setLong(1, ++asked);
      try (ResultSet found = select.executeQuery()) {
        Shape.same(true, found.next());
        Shape.same(asked + 1, found.getLong(1));
      }
    }
  }

  private void fail() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select 1 / cast(? as int)")) {
      select.setInt(1, 0);
      select.executeQuery().next();
    } catch (SQLException division) {
      Shape.same("22012", division.getSQLState());
      return;
    }
    throw new IllegalStateException("expected a division by zero");
  }

  private static long add(long left, long right) {
    return left + right;
  }
}
