using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>The items of a set-wise statement as its parameters: one array per column, in the order of <c>unnest</c>.</summary>
sealed class ItemColumns<T>(NpgsqlParameterCollection parameters, IReadOnlyList<T> items)
{
    public ItemColumns<T> Value<V>(Func<T, V> column)
    {
        parameters.Add(new NpgsqlParameter<V[]> { TypedValue = [.. items.Select(column)] });
        return this;
    }

    /// <summary>Text that may be null.</summary>
    public ItemColumns<T> Text(Func<T, string?> column)
    {
        parameters.Add(new NpgsqlParameter { Value = items.Select(column).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return this;
    }

    public ItemColumns<T> Time(Func<T, DateTimeOffset> column) => Value(item => column(item).ToUniversalTime());
}
