export async function showIndex(): Promise<void> {}
