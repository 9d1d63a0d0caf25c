using System.Globalization;
using AccountingSync.Accounting.Matching;
using AccountingSync.Benchmarks.Comparators;
using AccountingSync.Benchmarks.Results;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Benchmarks.Match;

/// <summary>A million lines of the books against a million of a bank, read from the database and their matches stored, beside the same server's bare hash
/// join by reference, amount and currency, plus insert. The join finds nothing that only amounts and days tell, and proves nothing.</summary>
static class MatchLane
{
    const int Lines = 1_000_000;

    const string Tables = """
        CREATE TABLE books (id text NOT NULL, amount numeric NOT NULL, currency text NOT NULL, day date NOT NULL, reference text);
        CREATE TABLE bank (id text NOT NULL, amount numeric NOT NULL, currency text NOT NULL, day date NOT NULL, reference text);
        CREATE TABLE joined (books text NOT NULL, bank text NOT NULL, amount numeric NOT NULL);
        CREATE TABLE matched (books text NOT NULL, bank text NOT NULL, amount numeric NOT NULL);
        """;

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        await using var database = await PlainDatabase.Create(run.System, "match_lines", Tables, stop);
        await Fill(database, "books", MatchRow.OfBooks(Lines, run.Seed(4)), stop);
        await Fill(database, "bank", MatchRow.OfBank(Lines, run.Seed(4)), stop);
        await Execute(database, "ANALYZE books, bank", stop);

        var start = run.Time.GetTimestamp();
        await Execute(
            database,
            "INSERT INTO joined SELECT books.id, bank.id, books.amount FROM books JOIN bank USING (reference, amount, currency)",
            stop
        );
        run.Figures.Add("sql_join.million.s", "s", run.Time.GetElapsedTime(start).TotalSeconds);

        start = run.Time.GetTimestamp();
        var books = await Read(database, "books", MatchSide.Books, stop);
        var bank = await Read(database, "bank", MatchSide.Bank, stop);
        var read = run.Time.GetElapsedTime(start);
        var result = BankMatching.Of(books, bank);
        var decided = run.Time.GetElapsedTime(start);
        await Store(database, result, stop);
        run.Figures.Add("match.million.s", "s", run.Time.GetElapsedTime(start).TotalSeconds);
        run.Figures.Add("match.million.read.s", "s", read.TotalSeconds);
        run.Figures.Add("match.million.decide.s", "s", (decided - read).TotalSeconds);
        run.Figures.Checks.Add(await Check(database, run.Number, stop));
    }

    /// <summary>Lost is what shares a reference and was not matched; doubled is what was matched and does not belong together.</summary>
    static async Task<Check> Check(NpgsqlDataSource database, int number, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT (SELECT count(*) FROM joined WHERE NOT EXISTS (SELECT FROM matched WHERE matched.books = joined.books AND matched.bank = joined.bank)),
                   (SELECT count(*) FROM matched WHERE split_part(books, '-', 2) <> split_part(bank, '-', 2))
            """
        );
        command.CommandTimeout = 300;
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new Check(string.Create(CultureInfo.InvariantCulture, $"match {number}"), row.GetInt64(0), row.GetInt64(1), 0m);
    }

    static async Task Fill(NpgsqlDataSource database, string table, IEnumerable<MatchRow> rows, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table} (id, amount, currency, day, reference) FROM STDIN (FORMAT BINARY)",
            stop
        );
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(row.Id, NpgsqlDbType.Text);
            copy.Write(row.Amount, NpgsqlDbType.Numeric);
            copy.Write(MatchRow.Currency, NpgsqlDbType.Text);
            copy.Write(row.Day, NpgsqlDbType.Date);
            if (row.Reference is { } reference)
                copy.Write(reference, NpgsqlDbType.Text);
            else
                copy.WriteNull();
        }
        await copy.CompleteAsync(stop);
    }

    static async Task<List<MatchLine>> Read(NpgsqlDataSource database, string table, MatchSide side, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"SELECT id, amount, currency, day, reference FROM {table}");
        await using var row = await command.ExecuteReaderAsync(stop);
        var lines = new List<MatchLine>(Lines);
        while (await row.ReadAsync(stop))
            lines.Add(
                new MatchLine(row.GetString(0), side, row.GetDecimal(1), row.GetString(2), row.GetFieldValue<DateOnly>(3))
                {
                    References = await row.IsDBNullAsync(4, stop) ? [] : [row.GetString(4)],
                }
            );
        return lines;
    }

    static async Task Store(NpgsqlDataSource database, MatchingResult result, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var copy = await connection.BeginBinaryImportAsync("COPY matched (books, bank, amount) FROM STDIN (FORMAT BINARY)", stop);
        foreach (var match in result.Accepted)
        foreach (var books in match.Books)
        foreach (var bank in match.Bank)
        {
            copy.StartRow();
            copy.Write(books.Id, NpgsqlDbType.Text);
            copy.Write(bank.Id, NpgsqlDbType.Text);
            copy.Write(books.Amount, NpgsqlDbType.Numeric);
        }
        await copy.CompleteAsync(stop);
    }

    static async Task Execute(NpgsqlDataSource database, string sql, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(stop);
    }
}
