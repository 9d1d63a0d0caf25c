using System.Text.Json;

namespace AccountingSync.CommandLine.Show;

/// <summary>An object of JSON, one list of which is written while it comes in, so that it need not be in memory at once.</summary>
sealed class JsonInPieces(TextWriter output, string list)
{
    bool hasBegun;

    public void Add(JsonElement element)
    {
        output.WriteLine(hasBegun ? "," : Opened);
        hasBegun = true;
        output.Write(JsonSerializer.Serialize(element, Screen.Relaxed));
    }

    /// <param name="rest">The object's other members.</param>
    public void End(IReadOnlyDictionary<string, object> rest)
    {
        output.Write(hasBegun ? "\n]" : Opened + "]");
        foreach (var (name, value) in rest)
            output.Write($",\n{JsonSerializer.Serialize(name)}: {JsonSerializer.Serialize(value, Screen.Relaxed)}");
        output.WriteLine("\n}");
    }

    string Opened => $"{{\n{JsonSerializer.Serialize(list)}: [";
}
