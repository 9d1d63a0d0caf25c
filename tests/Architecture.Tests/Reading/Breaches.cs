namespace AccountingSync.Architecture.Tests.Reading;

/// <summary>Fails with all breaches of a rule at once, and says what the rule is for.</summary>
static class Breaches
{
    public static void None(IEnumerable<string> breaches, string rule)
    {
        var found = breaches.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0)
            Assert.Fail($"{rule}\n  {string.Join("\n  ", found)}");
    }
}
