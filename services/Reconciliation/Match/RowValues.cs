using System.Text.Json;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Columns that may be null.</summary>
static class RowValues
{
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    public static Guid? Id(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    /// <summary>Totals by currency, from a column that was selected as text.</summary>
    public static IReadOnlyDictionary<string, decimal>? Totals(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : JsonSerializer.Deserialize<SortedDictionary<string, decimal>>(row.GetString(column));
}
