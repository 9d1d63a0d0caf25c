using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads the chart of accounts: the accounts that the rules may post to.</summary>
static class ChartReader
{
    static readonly string[] Keys = ["account", "type", "number", "name"];

    public static ChartOfAccounts Read(YamlPiece.Mapping root, RuleErrors errors)
    {
        if (root.Find("accounts") is not { } pair)
            return ChartOfAccounts.Empty;
        var accounts = new List<DeclaredAccount>();
        foreach (var piece in pair.Value.AsList())
        {
            if (Account(piece, errors) is not { } account)
                continue;
            if (accounts.Any(other => other.Account == account.Account))
                errors.Add(piece, $"the account '{account.Account}' is declared twice", "Keep one of them.");
            accounts.Add(account);
        }
        return new ChartOfAccounts(accounts);
    }

    static DeclaredAccount? Account(YamlPiece piece, RuleErrors errors)
    {
        if (piece.AsMapping("an account", Keys, errors) is not { } mapping)
            return null;
        const string Advice = "Write - { account: assets:cash, type: asset, number: 1000, name: Cash }.";
        var name = mapping.Required("account", "an account", Advice, errors)?.AsScalar("'account'", errors);
        var type = mapping.Required("type", "an account", Advice, errors)?.AsScalar("'type'", errors);
        if (name is null || type is null)
            return null;
        var segments = name.Text.Split(AccountName.Separator);
        if (!ChartOfAccounts.TypeOfRoot.TryGetValue(segments[0], out var expected))
            errors.Add(
                name,
                $"'{segments[0]}' is no root of accounts",
                $"Begin with one of: {string.Join(", ", AccountName.Roots.Select(root => root + ":"))}."
            );
        else if (segments.Length < 2 || segments.Any(segment => segment != "*" && !AccountName.IsSafeSegment(segment)))
            errors.Add(
                name,
                $"'{name.Text}' is no account name",
                "Use lower-case letters, digits and hyphens, with a colon between the levels; * stands for any one level."
            );
        else if (type.Text != expected)
            errors.Add(type, $"'{name.Text}' cannot be of type '{type.Text}'", $"Accounts below {segments[0]} are of type {expected}.");
        return new DeclaredAccount(name.Text, type.Text) { Number = mapping.Text("number", errors), Name = mapping.Text("name", errors) };
    }
}
