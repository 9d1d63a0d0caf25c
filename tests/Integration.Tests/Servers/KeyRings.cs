using System.Text.Json.Nodes;

namespace AccountingSync.Integration.Tests;

/// <summary>What an operator does to the file of a key ring by hand.</summary>
static class KeyRings
{
    /// <summary>Takes the key out that the file was made with. What only that one can unwrap is lost.</summary>
    public static async Task TakeOutFirstKey(string file)
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.That(document["keys"]!.AsObject().Remove("k1"), Is.True, "There was a first key.");
        await File.WriteAllTextAsync(file, document.ToJsonString());
    }
}
