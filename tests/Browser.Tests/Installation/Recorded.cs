namespace AccountingSync.Browser.Tests.Installation;

/// <summary>Answers in the form in which the services give them.</summary>
static class Recorded
{
    public static string Answer(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", name + ".json"));
}
