namespace AccountingSync.CommandLine.Commands;

/// <summary>A secret is given as text or as @FILE, which keeps it out of the process list.</summary>
static class SecretText
{
    public static string? Of(string? given) => given is ['@', .. var file] ? File.ReadAllText(file).Trim() : given;
}
