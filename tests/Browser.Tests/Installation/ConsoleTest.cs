using System.Text.Json;

namespace AccountingSync.Browser.Tests.Installation;

/// <summary>A test with an installation of its own.</summary>
public abstract class ConsoleTest
{
    private protected FakeInstallation Installation { get; private set; } = null!;

    [SetUp]
    public async Task Start() => Installation = await FakeInstallation.Run();

    [TearDown]
    public async Task Stop() => await Installation.DisposeAsync();

    protected static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
