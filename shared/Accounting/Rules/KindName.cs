using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>The kinds as rules and the public contract write them: sale, payment, refund …</summary>
public static class KindName
{
    static readonly string[] Names = [.. Enum.GetNames<TransactionKind>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<string> All => Names;

    public static string Of(TransactionKind kind) => Names[(int)kind];

    public static bool TryParse(string name, [NotNullWhen(true)] out TransactionKind? kind)
    {
        var index = Array.IndexOf(Names, name);
        kind = index < 0 ? null : (TransactionKind)index;
        return kind is not null;
    }
}
